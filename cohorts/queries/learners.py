"""Who learns in a cohort, and how far each of them is, as the reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Max, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.queries import Tries, number_passed, tries_of
from cohorts.enums import Step
from cohorts.models import Cohort, Enrolment
from cohorts.pace import LessonOnPlan, Pace, WorkLeft, work_left
from cohorts.permissions import results_shown_in
from courses.models import LessonProgress
from courses.queries import LessonBegun, LessonEntry, lessons_begun
from courses.unlocking import catches_up
from people.models import Person

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class LessonMark:
    """What one learner has done with one lesson, its title in ``language``."""

    key: UUID
    title: str
    language: str
    read: bool
    passed: bool
    read_at: datetime | None
    tries: Tries | None


@dataclass(frozen=True)
class LearnerProgress:
    """One line of the trainer's page. ``read`` and ``passed`` count lessons; None where the reader may not see them.

    ``strip`` is how far she is with each lesson in order, and whether it is late. ``marks`` is the whole percent of her
    best tries, on the average of the lessons she tried; ``tries`` how often she handed in.
    """

    person: Person
    joined_at: datetime
    is_shown: bool
    read: int | None
    passed: int | None
    seen_at: datetime | None
    strip: tuple[tuple[Step, bool], ...] = ()
    pace: Pace | None = None
    marks: int | None = None
    tries: int | None = None


def learners_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """The enrolments that hold, by name; a queryset, to be cut into pages."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return stays.select_related("person").order_by("person__name", "pk")


def learners_for(viewer: Person, cohort: Cohort) -> QuerySet[Enrolment]:
    """As :func:`learners_of`, each with ``is_shown``: whether the viewer may see her results."""
    return learners_of(cohort).annotate(is_shown=results_shown_in(cohort, viewer))


def people_shown_to(viewer: Person, cohort: Cohort) -> "QuerySet[Enrolment, UUID]":
    """Of whom in ``cohort`` the viewer may see results."""
    stays = Enrolment.objects.active().filter(results_shown_in(cohort, viewer), cohort=cohort)
    return stays.values_list("person_id", flat=True)


def sortable_by(column: str, enrolments: QuerySet[Enrolment], lesson_keys: list[UUID]) -> QuerySet[Enrolment]:
    """``enrolments`` (of :func:`learners_for`) with what the column sorts by, where the viewer may see it.

    Counted for every learner before the first can be shown, and so only where it is asked for.
    """
    progress = LessonProgress.objects.filter(person=OuterRef("person"), lesson__in=lesson_keys).order_by()
    if column == "read":
        number = progress.filter(finished_at__isnull=False).values("person").annotate(number=Count("pk"))
        return enrolments.annotate(read_number=_where_shown(Coalesce(Subquery(number.values("number")), 0)))
    if column == "passed":
        return enrolments.annotate(passed_number=_where_shown(number_passed(OuterRef("person"), lesson_keys)))
    if column == "seen":
        last = progress.values("person").annotate(last=Max("seen_at")).values("last")
        return enrolments.annotate(last_seen_at=_where_shown(Coalesce(Subquery(last), NEVER)))
    return enrolments


def learner_progress(
    enrolments: Sequence[Any], lesson_keys: list[UUID], plan: Sequence[LessonOnPlan] = ()
) -> list[LearnerProgress]:
    """How far the people of ``enrolments`` (of :func:`learners_for`) are, in two queries however many they are."""
    people = [enrolment.person_id for enrolment in enrolments if enrolment.is_shown]
    begun, tries = lessons_begun(people, lesson_keys), tries_of(people, lesson_keys)
    ways = _Ways(lesson_keys, plan)
    return [
        ways.progress(enrolment, begun.get(enrolment.person_id, {}), tries.get(enrolment.person_id, {}))
        if enrolment.is_shown
        else LearnerProgress(enrolment.person, enrolment.joined_at, False, None, None, None)
        for enrolment in enrolments
    ]


def progress_of(enrolment: Enrolment, lesson_keys: list[UUID], plan: Sequence[LessonOnPlan]) -> LearnerProgress:
    """How far one is whose results the reader may see, in two queries."""
    begun, tries = lessons_begun([enrolment.person_id], lesson_keys), tries_of([enrolment.person_id], lesson_keys)
    of_her = begun.get(enrolment.person_id, {}), tries.get(enrolment.person_id, {})
    return _Ways(lesson_keys, plan).progress(enrolment, *of_her)


def lesson_marks(person: Person, entries: list[LessonEntry]) -> list[LessonMark]:
    """What ``person`` has done with each lesson, in two queries."""
    keys = [entry.key for entry in entries]
    finished = LessonProgress.objects.filter(person=person, lesson__in=keys, finished_at__isnull=False)
    read_at = dict(finished.values_list("lesson_id", "finished_at"))
    tries = tries_of([person.pk], keys).get(person.pk, {})
    return [
        LessonMark(
            entry.key,
            entry.title,
            entry.language,
            read=entry.key in read_at,
            passed=entry.key in tries and tries[entry.key].is_passed,
            read_at=read_at.get(entry.key),
            tries=tries.get(entry.key),
        )
        for entry in entries
    ]


def _where_shown(value: Coalesce) -> Case:
    return Case(When(is_shown=True, then=value))


Done = tuple[frozenset[UUID], frozenset[UUID], frozenset[UUID]]
"""The lessons begun, read and passed."""


class _Ways:
    """In what ways the lessons of a course may stand, each found out once: of many learners most have done the same."""

    def __init__(self, lesson_keys: Sequence[UUID], plan: Sequence[LessonOnPlan]) -> None:
        self.lesson_keys, self.plan = lesson_keys, plan
        self.now = timezone.localtime()
        self._known: dict[tuple[Done, bool], tuple[WorkLeft, tuple[tuple[Step, bool], ...]]] = {}

    def progress(
        self, enrolment: Enrolment, begun: Mapping[UUID, LessonBegun], tries: Mapping[UUID, Tries]
    ) -> LearnerProgress:
        """How far one of them is."""
        read = frozenset(key for key, each in begun.items() if each.is_finished)
        passed = frozenset(key for key, each in tries.items() if each.is_passed)
        seen_at = max((each.seen_at for each in begun.values() if each.seen_at), default=None)
        is_new = catches_up(timezone.localdate(enrolment.joined_at), self.now.date())
        left, strip = self._found((frozenset(begun), read, passed), is_new=is_new)
        return LearnerProgress(
            person=enrolment.person,
            joined_at=enrolment.joined_at,
            is_shown=True,
            read=len(read),
            passed=len(passed),
            seen_at=seen_at,
            strip=strip,
            pace=left.pace(seen_at, self.now),
            marks=round(sum(each.best_percent for each in tries.values()) / len(tries)) if tries else None,
            tries=sum(each.number for each in tries.values()),
        )

    def _found(self, done: Done, *, is_new: bool) -> tuple[WorkLeft, tuple[tuple[Step, bool], ...]]:
        if (done, is_new) not in self._known:
            begun, read, passed = done
            left = work_left(self.plan, read=read, passed=passed, today=self.now.date(), is_new=is_new)
            steps = ((_step(key in begun, key in read, key in passed), key in left.late) for key in self.lesson_keys)
            self._known[done, is_new] = (left, tuple(steps))
        return self._known[done, is_new]


def _step(begun: bool, read: bool, passed: bool) -> Step:
    if passed:
        return Step.PASSED
    if read:
        return Step.READ
    return Step.BEGUN if begun else Step.NOT_YET
