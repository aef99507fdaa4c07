"""What was done about learners with what came of it, and what is asked of a learner."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import Attempt
from assessments.queries import has_passed, has_questions
from attendance.enums import DayState
from attendance.queries import day_strips
from cohorts.models import Cohort, Enrolment, is_going_on
from cohorts.permissions import course_access_by_cohort
from cohorts.queries import LearnerProgress, course_plan, lesson_entries
from core.local_text import language_now
from core.prepared import Given, GivenMany, Prepared
from courses.models import LessonProgress
from courses.queries import LessonEntry, open_lesson_titles
from followups.enums import Kind, MemberRole
from followups.models import FollowUp, FollowUpQuerySet
from followups.outcomes import After, Outcome, outcome_of
from followups.permissions import own_follow_ups, stays_followed_by
from gradebook.queries import Unmet, unmet_objectives
from people.models import Person
from talks.models import Message, Thread
from talks.permissions import members_now

Strip = Sequence[tuple[date, DayState]]
# Days of which nothing is said of her: she was not in the cohort, or may still come.
UNSAID = (DayState.NOT_IN, DayState.OPEN)


@dataclass(frozen=True)
class Done:
    """A follow-up as it is read: who did what, and what came of it. ``lesson`` is None where it is there no more."""

    row: FollowUp
    by: str
    lesson: LessonEntry | None
    outcome: Outcome

    @property
    def said(self) -> str:
        """What was done, in a few words."""
        if self.row.kind == Kind.LESSON:
            return _("Asked to do “%(lesson)s”") % {"lesson": self.lesson.title if self.lesson else "–"}
        if self.row.kind == Kind.MESSAGE:
            return _("Written to")
        return _("Called") if self.row.reached else _("Called, not reached")

    @property
    def came(self) -> list[str]:
        """What came of it, as days; that nothing did as yet where it asks for something."""
        found = [words % {"day": date_format(day)} for words, day in self._days() if day]
        if found or self.row.kind == Kind.CALL:
            return found
        return [_("not answered yet") if self.row.kind == Kind.MESSAGE else _("not done yet")]

    def _days(self) -> list[tuple[str, date | None]]:
        outcome = self.outcome
        return [
            (_("answered on %(day)s"), outcome.answered_on),
            (_("done on %(day)s"), outcome.done_on),
            (_("in a lesson on %(day)s"), outcome.seen_on),
            (_("came on %(day)s") if outcome.came else _("missed %(day)s"), outcome.next_day),
        ]


def stay_followed_by(viewer: Person, cohort_id: UUID, person_id: UUID) -> Enrolment:
    """The stay of a learner whom ``viewer`` follows up. Raises Enrolment.DoesNotExist."""
    stays = stays_followed_by(viewer).select_related("cohort__programme", "person__user")
    return stays.get(cohort=cohort_id, person=person_id)


def objectives_failed(
    viewer: Person, stay: Enrolment, progress: LearnerProgress, lessons: Mapping[UUID, LessonEntry]
) -> list[Unmet]:
    """What the questions test that she fails, where they last went wrong, in the order of ``lessons``, where ``viewer``
    may see it; two queries, none where she fails none."""
    failing = [fails.key for fails in progress.failing if fails.key in lessons]
    return unmet_objectives(viewer, stay, failing, lessons) if failing else []


def newest_of_each(
    cohort: Cohort, lines: Sequence[LearnerProgress], lessons: Mapping[UUID, LessonEntry]
) -> dict[UUID, Done]:
    """{person: what was done about her last} of those of ``lines`` of whom something was; one query."""
    hers = {line.person.pk: line for line in lines}
    rows = _NEWEST.all(cohort=cohort.pk, learners=list(hers))
    return {
        row.learner_id: _done(row, hers[row.learner_id].seen_at, hers[row.learner_id].besides.get("days", ()), lessons)
        for row in rows
    }


def _newest() -> QuerySet[FollowUp]:
    cohort, learners = Given("cohort", UUIDField()), GivenMany("learners", UUIDField())
    newest = FollowUp.objects.newest_of_each().filter(cohort=cohort)
    return _with_facts(newest.filter(learner__pk__in=[learners])).order_by("pk")


def history_of(stay: Enrolment, seen_at: datetime | None) -> list[Done]:
    """All that was done about the learner of ``stay``, the last first; three queries, one where nothing was."""
    cohort = stay.cohort
    rows = list(_with_facts(FollowUp.objects.filter(cohort=cohort, learner=stay.person_id)).order_by("-at", "-pk"))
    if not rows:
        return []
    lessons = {entry.key: entry for entry in lesson_entries(cohort, language_now())}
    days = day_strips(cohort, [stay.person_id]).get(stay.person_id, ())
    return [_done(row, seen_at, days, lessons) for row in rows]


def _done(row: Any, seen_at: datetime | None, days: Strip, lessons: Mapping[UUID, LessonEntry]) -> Done:
    """Of a row of :func:`_with_facts`."""
    is_done = row.read_at is not None and (row.was_passed or not row.asks)
    after = After(
        at=row.at,
        answered_at=row.answered_at,
        done_at=max(filter(None, (row.read_at, row.passed_at))) if is_done else None,
        seen_at=seen_at,
        days=[(day, state != DayState.MISSED) for day, state in days if state not in UNSAID],
    )
    outcome = outcome_of(after, timezone.get_current_timezone())
    return Done(row, str(row.by), lessons.get(row.lesson_id), outcome)


def _with_facts(rows: FollowUpQuerySet) -> QuerySet[FollowUp]:
    """Each with who did it and what is asked of the database to say what came of it."""
    answers = Message.objects.filter(
        thread=OuterRef("thread"), author=OuterRef("learner"), received_at__gt=OuterRef("at")
    )
    passed = Attempt.objects.filter(person=OuterRef("learner"), quiz__lesson=OuterRef("lesson"), passed=True)
    return (
        rows.select_related("by")
        .annotate(**_done_in_the_lesson())
        .annotate(
            answered_at=Subquery(answers.order_by("sequence").values("received_at")[:1]),
            passed_at=Subquery(passed.order_by("submitted_at").values("submitted_at")[:1]),
        )
    )


def _done_in_the_lesson() -> dict[str, Any]:
    """Whether it asks questions, was read and passed: together, whether it is done."""
    learner, lesson = OuterRef("learner"), OuterRef("lesson")
    read = LessonProgress.objects.filter(person=learner, lesson=lesson, finished_at__isnull=False)
    return {
        "asks": has_questions(lesson),
        "read_at": Subquery(read.values("finished_at")[:1]),
        "was_passed": has_passed(learner, lesson),
    }


def lessons_asked_of(person: Person) -> list[FollowUp]:
    """What ``person`` is asked to do and has not done, the oldest first, once for each lesson; one query."""
    once: dict[UUID | None, FollowUp] = {}
    for row in _ASKED.all(person=person.pk, today=timezone.localdate()):
        once.setdefault(row.lesson_id, row)
    return list(once.values())


def _asked() -> QuerySet[FollowUp]:
    hers = own_follow_ups(Given("person", UUIDField())).lessons().annotate(**_done_in_the_lesson())
    undone = hers.filter(Q(read_at=None) | Q(asks=True, was_passed=False))
    lasting = undone.filter(is_going_on("cohort__", Given("today", DateField())))
    return lasting.select_related("by").order_by("at", "pk")


# Every page of a cohort's learners asks the one, every desk the other.
_NEWEST: Prepared[FollowUp] = Prepared(_newest)
_ASKED: Prepared[FollowUp] = Prepared(_asked)


def titles_asked(rows: Collection[FollowUp]) -> Mapping[Any, str]:
    """{lesson: its title in the reader's language} of those that everybody finds; one query, none of no rows."""
    keys = [row.lesson_id for row in rows if row.lesson_id]
    return open_lesson_titles(keys, language_now()) if keys else {}


def lessons_to_ask(stay: Enrolment) -> list[LessonEntry]:
    """The lessons that are open to the learner of ``stay`` and not done, in order, in the reader's language."""
    access = course_access_by_cohort(stay.person, stay.cohort.course_key)
    plan = course_plan(stay.cohort, stay.person, access, language_now())
    lines = [line for module in plan.modules for line in module.lessons]
    return [line.entry for line in lines if line.state.is_open and not line.state.done]


def first_message_to(stay: Enrolment) -> FollowUp | None:
    """The one whose key the talk with the learner of ``stay`` is known by; None before the first."""
    sent = FollowUp.objects.filter(cohort=stay.cohort_id, learner=stay.person_id, thread__isnull=False)
    return sent.filter(thread__context_key=F("pk")).order_by("at").first()


def cohorts_of_talks(keys: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """{first message: (its cohort, what that is called)}; one query."""
    rows = FollowUp.objects.filter(pk__in=keys).values_list("pk", "cohort_id", "cohort__name")
    return {key: (cohort, name) for key, cohort, name in rows}


def has_trainer(thread: Thread) -> bool:
    """Whether somebody who teaches takes part in the talk now."""
    return members_now().filter(thread=thread, role=MemberRole.TRAINER).exists()
