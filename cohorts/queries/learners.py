"""Who learns in a cohort, and how far each of them is, as the reader may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Case, F, QuerySet, UUIDField, Value, When
from django.utils import timezone

from assessments.queries import Tries, tries_of
from cohorts.cells import Cell, cell_of
from cohorts.enums import Step
from cohorts.kinds import columns_in_order, completing, has_completed
from cohorts.models import NEVER, Cohort, Enrolment, LearnerSummary
from cohorts.pace import LessonOnPlan, Pace, WorkLeft, work_left
from cohorts.permissions import results_shown_in
from cohorts.queries.summaries import facts_of
from core.prepared import Given, GivenMany, Prepared
from core.tables import Whole
from courses.lateness import catches_up
from courses.models import LessonProgress
from courses.queries import LessonEntry
from people.models import Person

SORTED_BY = {"read_number": "read", "passed_number": "passed", "last_seen_at": "seen_at"}
MOST_PAGES = 200
NOTHING_BESIDES: Mapping[str, Any] = MappingProxyType({})


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
class Failing:
    """A lesson whose questions somebody handed in so often and has not passed."""

    key: UUID
    tries: int
    percent: int


class LearnerProgress(NamedTuple):
    """One line of the trainer's page, of the ``stay`` of this key. ``read`` and ``passed`` count lessons; None where
    the reader may not see them.

    ``strip`` is how far she is with each lesson in order, and whether it is late. ``marks`` is the whole percent of her
    best tries, on average over the lessons she tried; ``tries`` how often she handed in. ``failing`` are the lessons
    whose questions she fails (:attr:`cohorts.cells.Cell.fails`), in order. ``besides`` is what upper apps say of her in
    their columns (:class:`cohorts.kinds.LearnerColumn`). Who ``has_completed``, or whose cohort ``is_over``, is late
    nowhere (:func:`as_it_ended`).
    """

    person: Person
    stay: int
    joined_at: datetime
    is_shown: bool
    read: int | None
    passed: int | None
    seen_at: datetime | None
    strip: tuple[tuple[Step, bool], ...] = ()
    pace: Pace | None = None
    marks: int | None = None
    tries: int | None = None
    failing: tuple[Failing, ...] = ()
    besides: Mapping[str, Any] = NOTHING_BESIDES
    has_completed: bool = False
    is_over: bool = False


def learners_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """The enrolments that hold, by name; a queryset, to be cut into pages."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return stays.select_related("person").order_by("person_name", "pk")


def learners_trained_in(cohort: Cohort, number: int) -> Whole:
    """As :func:`learners_for` who trains all ``number`` of them, with no more of each than the list shows."""

    def part(start: int, stop: int) -> list[Any]:
        return _trained_part(start, stop).all(cohort=cohort.pk)

    return Whole(number, part)


@lru_cache(maxsize=MOST_PAGES)
def _trained_part(start: int, stop: int) -> Prepared[Enrolment]:
    """A part of them by a query of its own: where it begins and ends is written into it."""

    def trained() -> QuerySet[Enrolment]:
        stays = Enrolment.objects.active().filter(cohort=Given("cohort", UUIDField()))
        kept = ("joined_at", "person__name", "summary__cells", "summary__seen_at")
        named = stays.select_related("person", "summary").only(*kept).order_by("person_name", "pk")
        return named.annotate(is_shown=Value(value=True))[start:stop]

    return Prepared(trained)


def learners_for(viewer: Person, cohort: Cohort) -> QuerySet[Enrolment]:
    """As :func:`learners_of`, each with her summary and ``is_shown``: whether the viewer may see her results."""
    return learners_of(cohort).select_related("summary").annotate(is_shown=results_shown_in(cohort, viewer))


def people_shown_to(viewer: Person, cohort: Cohort) -> "QuerySet[Enrolment, UUID]":
    """Of whom in ``cohort`` the viewer may see results."""
    stays = Enrolment.objects.active().filter(results_shown_in(cohort, viewer), cohort=cohort)
    return stays.values_list("person_id", flat=True)


def sortable(enrolments: QuerySet[Enrolment], cohort: Cohort, *, all_shown: bool) -> QuerySet[Enrolment]:
    """``enrolments`` (of :func:`learners_for`) of ``cohort`` with what the list sorts by, where the viewer may see it.

    Where ``all_shown``, of all of them, an index has them in order.
    """
    kept = {name: F(f"summary__{field}") for name, field in SORTED_BY.items()}
    shown = kept if all_shown else {name: Case(When(is_shown=True, then=value)) for name, value in kept.items()}
    return enrolments.filter(summary__cohort=cohort.pk).annotate(**shown)


def cohort_of(stays: QuerySet[Enrolment]) -> Cohort | None:
    """The one cohort that ``stays`` are in; None where there is none of them."""
    return Cohort.objects.filter(pk__in=stays.order_by().values("cohort")[:1]).select_related("programme").first()


def learner_progress(
    enrolments: Sequence[Any], lesson_keys: list[UUID], plan: Sequence[LessonOnPlan] = ()
) -> list[LearnerProgress]:
    """How far the people of ``enrolments`` (of :func:`learners_for`) are, as the summaries say that they came with.

    These are up to date: ``cohorts.services.sum_up`` was called before.
    """
    ways = _Ways(lesson_keys, plan)
    return [
        ways.progress(enrolment, *_summed_up(enrolment.summary))
        if enrolment.is_shown
        else LearnerProgress(enrolment.person, enrolment.pk, enrolment.joined_at, False, None, None, None)
        for enrolment in enrolments
    ]


def with_columns(viewer: Person, lines: Sequence[LearnerProgress], cohort: Cohort) -> list[LearnerProgress]:
    """``lines`` with what upper apps say of each beside; of whom ``viewer`` may see no results they are not asked."""
    besides: dict[UUID, dict[str, Any]] = {line.person.pk: {} for line in lines}
    found = [line._replace(besides=besides[line.person.pk]) for line in lines]
    shown = [line for line in found if line.is_shown]
    for key, column in columns_in_order() if shown else ():
        for person, value in column.values(viewer, cohort, shown).items():
            besides[person][key] = value
    return as_it_ended(found, cohort)


def as_it_ended(lines: Sequence[LearnerProgress], cohort: Cohort) -> list[LearnerProgress]:
    """``lines`` with whether she has completed, and whether the cohort is over; one query, none without a programme.

    Asked after the columns and parts of upper apps, which bring up to date by what it is known.
    """
    completed = _completed_among([line.stay for line in lines if line.is_shown]) if cohort.programme_id else set()
    is_over = cohort.is_over
    return [_as_it_ended(line, completed=line.stay in completed, is_over=is_over) for line in lines]


def _completed_among(stays: list[int]) -> set[int]:
    return set(_COMPLETED.all(stays=stays)) if stays else set()


def _completed() -> "QuerySet[Enrolment, int]":
    # By their keys: by person and cohort PostgreSQL looks at all who take part there.
    stays = Enrolment.objects.active().filter(has_completed(), pk__in=[GivenMany("stays", BigIntegerField())])
    return stays.order_by().values_list("pk", flat=True)


_COMPLETED = Prepared(_completed, shape=completing.items)


def _as_it_ended(line: LearnerProgress, *, completed: bool, is_over: bool) -> LearnerProgress:
    """As :func:`cohorts.queries.summaries.is_to_keep_up` says it inside the database."""
    if not (completed or is_over) or line.pace is None:
        return line
    pace = line.pace._replace(late=frozenset(), stuck_since=None)
    strip = tuple((step, False) for step, _is_late in line.strip)
    return line._replace(pace=pace, strip=strip, has_completed=completed, is_over=is_over)


def _summed_up(summary: LearnerSummary) -> tuple[dict[str, Cell], datetime | None]:
    cells = {key: cell_of(written) for key, written in summary.cells.items()}
    return cells, None if summary.seen_at == NEVER else summary.seen_at


def progress_of(enrolment: Enrolment, lesson_keys: list[UUID], plan: Sequence[LessonOnPlan]) -> LearnerProgress:
    """How far one is whose results the reader may see, by what she did; in three queries."""
    facts = facts_of([enrolment.person_id], enrolment.cohort.course_key)[enrolment.person_id]
    return _Ways(lesson_keys, plan).progress(enrolment, facts.cells, facts.seen_at)


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


Looks = tuple[tuple[bool, bool] | None, ...]
"""Of each lesson whether it was read and passed, None where it was not begun."""


class _Way(NamedTuple):
    """One of them: how many lessons were read and passed, what is left, and each lesson in order."""

    read: int
    passed: int
    left: WorkLeft
    strip: tuple[tuple[Step, bool], ...]


class _Ways:
    """In what ways the lessons of a course may stand, each found out once: of many learners most have done the same."""

    def __init__(self, lesson_keys: Sequence[UUID], plan: Sequence[LessonOnPlan]) -> None:
        self.lesson_keys, self.plan = lesson_keys, plan
        self._names = [str(key) for key in lesson_keys]
        self.now = timezone.localtime()
        self._known: dict[tuple[Looks, bool], _Way] = {}

    def progress(self, enrolment: Enrolment, cells: Mapping[str, Cell], seen_at: datetime | None) -> LearnerProgress:
        """How far one of them is."""
        begun = [cells.get(name) for name in self._names]
        looks = tuple((cell.is_read, cell.is_passed) if cell else None for cell in begun)
        is_new = catches_up(enrolment.joined_at.astimezone(self.now.tzinfo).date(), self.now.date())
        way = self._found(looks, is_new=is_new)
        tried = [cell for cell in begun if cell and cell.tries]
        return LearnerProgress(
            person=enrolment.person,
            stay=enrolment.pk,
            joined_at=enrolment.joined_at,
            is_shown=True,
            read=way.read,
            passed=way.passed,
            seen_at=seen_at,
            strip=way.strip,
            pace=way.left.pace(seen_at, self.now),
            marks=round(sum(cell.percent for cell in tried) / len(tried)) if tried else None,
            tries=sum(cell.tries for cell in tried),
            failing=self._failing(begun) if any(cell.fails for cell in tried) else (),
        )

    def _failing(self, begun: Sequence[Cell | None]) -> tuple[Failing, ...]:
        each = zip(self.lesson_keys, begun, strict=True)
        return tuple(Failing(key, cell.tries, cell.percent) for key, cell in each if cell and cell.fails)

    def _found(self, looks: Looks, *, is_new: bool) -> _Way:
        if (looks, is_new) not in self._known:
            stands = dict(zip(self.lesson_keys, looks, strict=True))
            read = {key for key, look in stands.items() if look and look[0]}
            passed = {key for key, look in stands.items() if look and look[1]}
            left = work_left(self.plan, read=read, passed=passed, today=self.now.date(), is_new=is_new)
            strip = tuple(
                (Cell(*look).step if look else Step.NOT_YET, key in left.late) for key, look in stands.items()
            )
            self._known[looks, is_new] = _Way(len(read), len(passed), left, strip)
        return self._known[looks, is_new]
