"""How lessons and people stand with the questions: what there is to ask, how often it was tried, who has passed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, UUIDField

from assessments.enums import QuestionState
from assessments.models import Attempt, Question, Quiz, RegradedAttempt
from core.prepared import Given, GivenMany, Prepared
from courses.queries import ResultFacts
from people.models import Person

Result = tuple[datetime, int]
"""When a try was handed in, and its percent."""


class ResultInTime(NamedTuple):
    """The percent of an attempt from a moment on: it was handed in then, or ``is_anew``, marked anew."""

    at: datetime
    attempt: UUID
    percent: int
    is_anew: bool = False


@dataclass(frozen=True)
class WhatAwaits:
    """A lesson's questions in short: how many one is asked, and from which percent on it is passed."""

    questions: int
    pass_percent: int


class Tries(NamedTuple):
    """How often somebody handed in the questions of a lesson, the most percent she reached, and when last."""

    number: int
    best_percent: int
    last_at: datetime
    is_passed: bool


class Sittings(NamedTuple):
    """When somebody last began the questions of a lesson, and how they went; None before she hands in."""

    begun_at: datetime
    tries: Tries | None


def _quiz_of_lesson() -> QuerySet[Quiz, tuple[int, int, int]]:
    asked = Count("lesson__questions", filter=Q(lesson__questions__state=QuestionState.IN_USE))
    quiz = Quiz.objects.filter(lesson=Given("lesson", UUIDField())).annotate(asked=asked)
    return quiz.values_list("draw", "asked", "pass_percent")


QUIZ = Prepared(_quiz_of_lesson)


def what_awaits(lesson_key: UUID) -> WhatAwaits | None:
    """The lesson's questions in short, or None where it has none; one query."""
    draw, asked, pass_percent = QUIZ.first(lesson=lesson_key) or (0, 0, 0)
    return WhatAwaits(min(draw or asked, asked), pass_percent) if asked else None


def _quizzes_of_course() -> QuerySet[Quiz, tuple[UUID, bool]]:
    passed = Attempt.objects.filter(quiz=OuterRef("pk"), person=Given("person", UUIDField()), passed=True)
    can_be_asked = Question.objects.in_use().filter(lesson=OuterRef("lesson"))
    quizzes = Quiz.objects.filter(Exists(can_be_asked), lesson__course_key=Given("course", UUIDField()))
    return quizzes.annotate(is_passed=Exists(passed)).values_list("lesson_id", "is_passed")


QUIZZES = Prepared(_quizzes_of_course)


def result_facts(person: Person | None, course_key: UUID) -> ResultFacts:
    """Which lessons of the course have questions to ask, and which of those ``person`` has passed; one query."""
    rows = QUIZZES.all(person=person.pk if person else None, course=course_key)
    return ResultFacts(
        tested=frozenset(key for key, _ in rows), passed=frozenset(key for key, is_passed in rows if is_passed)
    )


def _sittings() -> "QuerySet[Attempt, tuple[UUID, UUID, datetime, int, int | None, datetime, int]]":
    theirs = Attempt.objects.filter(
        person__pk__in=[GivenMany("people", UUIDField())], quiz__lesson__pk__in=[GivenMany("lessons", UUIDField())]
    )
    return (
        theirs.order_by()
        .values_list("person_id", "quiz__lesson_id")
        .annotate(
            begun=Max("started_at"),
            number=Count("submitted_at"),
            best=Max("percent"),
            last=Max("submitted_at"),
            right=Count("pk", filter=Q(passed=True)),
        )
    )


SITTINGS = Prepared(_sittings)


def sittings_of(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, dict[UUID, Sittings]]:
    """{person: {lesson: when she began its questions and how they went}}, of those she began; one query."""
    sittings: dict[UUID, dict[UUID, Sittings]] = {}
    for person, lesson, begun, number, best, last, right in SITTINGS.all(people=people, lessons=lesson_keys):
        tries = Tries(number, best or 0, last, bool(right)) if number else None
        sittings.setdefault(person, {})[lesson] = Sittings(begun, tries)
    return sittings


def tries_of(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, dict[UUID, Tries]]:
    """{person: {lesson: how the questions went with her}}, for those of ``lesson_keys`` she handed in; one query."""
    tries: dict[UUID, dict[UUID, Tries]] = {}
    for person, sittings in sittings_of(people, lesson_keys).items():
        for lesson, sitting in sittings.items():
            if sitting.tries:
                tries.setdefault(person, {})[lesson] = sitting.tries
    return tries


def passes_of(people: Collection[UUID], lesson_keys: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """{person: those of the lessons whose questions she has passed}; one query."""
    passed: dict[UUID, set[UUID]] = {}
    rows = Attempt.objects.filter(person__in=people, quiz__lesson__in=lesson_keys, passed=True).order_by()
    for person, lesson in rows.values_list("person_id", "quiz__lesson_id"):
        passed.setdefault(person, set()).add(lesson)
    return passed


def best_percents(people: Collection[UUID], lesson_keys: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """{(person, lesson): the most percent of its questions she handed in}; one query."""
    tries = Attempt.objects.filter(person__in=people, quiz__lesson__in=lesson_keys, submitted_at__isnull=False)
    best = tries.order_by().values_list("person_id", "quiz__lesson_id").annotate(best=Max("percent"))
    return {(person, lesson): percent or 0 for person, lesson, percent in best}


def has_questions(lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``lesson`` has questions to ask."""
    asked = Question.objects.in_use().filter(lesson=OuterRef("lesson"))
    return Exists(Quiz.objects.filter(Exists(asked), lesson=lesson))


def has_passed(person: OuterRef, lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``person`` has passed the questions of the ``lesson``."""
    return Exists(Attempt.objects.filter(person=person, quiz__lesson=lesson, passed=True))


def has_handed_in(person: OuterRef, lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``person`` has handed in the questions of the ``lesson``, passed or not."""
    return Exists(Attempt.objects.filter(person=person, quiz__lesson=lesson, submitted_at__isnull=False))


def attempts_begun(person: OuterRef, course: OuterRef) -> QuerySet[Attempt]:
    """Inside a query: at the questions of the ``course``, by the ``person``, handed in or not."""
    return Attempt.objects.filter(person=person, quiz__lesson__course_key=course).order_by()


def results_among(people: QuerySet[Any], lessons: Iterable[UUID]) -> dict[tuple[UUID, UUID], list[Result]]:
    """{(person, lesson): each try that was handed in, the oldest first} of ``people`` (their keys); one query."""
    handed_in = Attempt.objects.handed_in().filter(person__in=people, quiz__lesson__in=list(lessons))
    rows = handed_in.order_by("submitted_at", "pk").values_list("person", "quiz__lesson", "submitted_at", "percent")
    found: dict[tuple[UUID, UUID], list[Result]] = {}
    for person, lesson, at, percent in rows:
        if at:
            found.setdefault((person, lesson), []).append((at, percent or 0))
    return found


def results_in_order(shown: "QuerySet[Any, UUID]", lesson: UUID) -> list[ResultInTime]:
    """What each try at the questions of a lesson came to when it was handed in, and when it was marked anew, in the
    order of time; two queries.

    ``shown`` asks for the key of the one person whose results the reader may see, of nobody where she may not.
    """
    anew = RegradedAttempt.objects.filter(attempt__person__in=shown, attempt__quiz__lesson=lesson).order_by("at", "pk")
    results, at_first = [], dict[UUID, int]()
    for attempt, at, before, after in anew.values_list("attempt", "at", "old_percent", "new_percent"):
        at_first.setdefault(attempt, before)
        results.append(ResultInTime(at, attempt, after, is_anew=True))
    tries = Attempt.objects.filter(person__in=shown, quiz__lesson=lesson, submitted_at__isnull=False)
    for attempt, handed_in_at, percent in tries.values_list("pk", "submitted_at", "percent"):
        if handed_in_at:
            results.append(ResultInTime(handed_in_at, attempt, at_first.get(attempt, percent or 0)))
    return sorted(results, key=lambda each: each.at)
