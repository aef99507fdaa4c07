"""How lessons and people stand with the questions: what there is to ask, how often it was tried, who has passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from assessments.models import Attempt, Question, Quiz
from core.prepared import Given, GivenMany, Prepared
from courses.queries import ResultFacts
from people.models import Person


@dataclass(frozen=True)
class WhatAwaits:
    """A lesson's questions in short: how many one is asked, and from which percent on it is passed."""

    questions: int
    pass_percent: int


@dataclass(frozen=True)
class Tries:
    """How often somebody handed in the questions of a lesson, the most percent she reached, and when last."""

    number: int
    best_percent: int
    last_at: datetime
    is_passed: bool


def _quiz_of_lesson() -> QuerySet[Quiz, tuple[int, int, int]]:
    asked = Count("lesson__questions", filter=Q(lesson__questions__retired_at=None))
    quiz = Quiz.objects.filter(lesson=Given("lesson", UUIDField())).annotate(asked=asked)
    return quiz.values_list("draw", "asked", "pass_percent")


QUIZ = Prepared(_quiz_of_lesson)


def what_awaits(lesson_key: UUID) -> WhatAwaits | None:
    """The lesson's questions in short, or None where it has none; one query."""
    draw, asked, pass_percent = QUIZ.first(lesson=lesson_key) or (0, 0, 0)
    return WhatAwaits(min(draw or asked, asked), pass_percent) if asked else None


def _quizzes_of_course() -> QuerySet[Quiz, tuple[UUID, bool]]:
    passed = Attempt.objects.filter(quiz=OuterRef("pk"), person=Given("person", UUIDField()), passed=True)
    can_be_asked = Question.objects.filter(lesson=OuterRef("lesson"), retired_at=None)
    quizzes = Quiz.objects.filter(Exists(can_be_asked), lesson__course_key=Given("course", UUIDField()))
    return quizzes.annotate(is_passed=Exists(passed)).values_list("lesson_id", "is_passed")


QUIZZES = Prepared(_quizzes_of_course)


def result_facts(person: Person | None, course_key: UUID) -> ResultFacts:
    """Which lessons of the course have questions to ask, and which of those ``person`` has passed; one query."""
    rows = QUIZZES.all(person=person.pk if person else None, course=course_key)
    return ResultFacts(
        tested=frozenset(key for key, _ in rows), passed=frozenset(key for key, is_passed in rows if is_passed)
    )


def _tries() -> "QuerySet[Attempt, tuple[UUID, UUID, int, int | None, datetime, int]]":
    theirs = Attempt.objects.handed_in().filter(
        person__pk__in=[GivenMany("people", UUIDField())], quiz__lesson__pk__in=[GivenMany("lessons", UUIDField())]
    )
    return (
        theirs.order_by()
        .values_list("person_id", "quiz__lesson_id")
        .annotate(
            number=Count("pk"), best=Max("percent"), last=Max("submitted_at"), right=Count("pk", filter=Q(passed=True))
        )
    )


TRIES = Prepared(_tries)


def tries_of(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, dict[UUID, Tries]]:
    """{person: {lesson: how the questions went with her}}, for those of ``lesson_keys`` she handed in; one query."""
    tries: dict[UUID, dict[UUID, Tries]] = {}
    for person, lesson, number, best, last, right in TRIES.all(people=people, lessons=lesson_keys):
        tries.setdefault(person, {})[lesson] = Tries(number, best or 0, last, bool(right))
    return tries


def has_questions(lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``lesson`` has questions to ask."""
    asked = Question.objects.filter(lesson=OuterRef("lesson"), retired_at=None)
    return Exists(Quiz.objects.filter(Exists(asked), lesson=lesson))


def has_passed(person: OuterRef, lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``person`` has passed the questions of the ``lesson``."""
    return Exists(Attempt.objects.filter(person=person, quiz__lesson=lesson, passed=True))


def number_passed(person: OuterRef, lesson_keys: Iterable[UUID]) -> Coalesce:
    """Inside a query: of how many lessons the ``person`` has passed the questions."""
    passed = Attempt.objects.filter(person=person, passed=True, quiz__lesson__in=list(lesson_keys)).order_by()
    number = passed.values("person").annotate(number=Count("quiz__lesson", distinct=True)).values("number")
    return Coalesce(Subquery(number), 0)
