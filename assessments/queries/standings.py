"""How lessons and people stand with the questions: what there is to ask, how often it was tried, who has passed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Avg, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.lookups import GreaterThanOrEqual

from assessments.counting import Try, is_passed, percent_counting
from assessments.drawing import draw as draw_by_rule
from assessments.drawing import read_parts
from assessments.enums import Counting, QuestionState
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
    """How often somebody handed in the questions of a lesson, the percent that counts of it, and when last."""

    number: int
    percent: int
    last_at: datetime
    is_passed: bool


class Sittings(NamedTuple):
    """When somebody last began the questions of a lesson, and how they went; None before she hands in."""

    begun_at: datetime
    tries: Tries | None


def _quiz_of_lesson() -> QuerySet[Quiz, tuple[int, int, int, list[dict[str, Any]] | None]]:
    asked = Count("lesson__questions", filter=Q(lesson__questions__state=QuestionState.IN_USE))
    quiz = Quiz.objects.filter(lesson=Given("lesson", UUIDField())).annotate(asked=asked)
    return quiz.values_list("draw", "asked", "pass_percent", "draw_rule")


def _bank_of_lesson() -> QuerySet[Question]:
    bank = Question.objects.in_use().filter(lesson=Given("lesson", UUIDField()))
    return bank.only("difficulty", "objective", "lesson")


QUIZ = Prepared(_quiz_of_lesson)
BANK = Prepared(_bank_of_lesson)


def what_awaits(lesson_key: UUID) -> WhatAwaits | None:
    """The lesson's questions in short, or None where it has none; one query, and one more where a rule draws them."""
    draw, bank, pass_percent, rule = QUIZ.first(lesson=lesson_key) or (0, 0, 0, None)
    asked = min(draw or bank, bank)
    if bank and rule:  # as many whatever the seed
        traits = [question.traits for question in BANK.all(lesson=lesson_key)]
        asked = sum(len(places) for places in draw_by_rule(read_parts(rule), traits, seed=0))
    return WhatAwaits(asked, pass_percent) if asked else None


def _quizzes_of_course() -> QuerySet[Quiz, tuple[UUID, bool, str]]:
    passed = Attempt.objects.filter(quiz=OuterRef("pk"), person=Given("person", UUIDField()), passed=True)
    can_be_asked = Question.objects.in_use().filter(lesson=OuterRef("lesson"))
    quizzes = Quiz.objects.filter(Exists(can_be_asked), lesson__course_key=Given("course", UUIDField()))
    return quizzes.annotate(is_passed=Exists(passed)).values_list("lesson_id", "is_passed", "counts")


QUIZZES = Prepared(_quizzes_of_course)


def result_facts(person: Person | None, course_key: UUID) -> ResultFacts:
    """Which lessons of the course have questions to ask, and which of those ``person`` has passed.

    One query, and one more where another try than the best counts.
    """
    rows = QUIZZES.all(person=person.pk if person else None, course=course_key)
    passed = {key for key, ever, _ in rows if ever}
    others = {key: counts for key, ever, counts in rows if ever and counts != Counting.BEST}
    if person and others:  # by no rule has she passed who never did
        tries = tries_in_order([person.pk], others)
        passed -= {key for key, counts in others.items() if not is_passed(counts, tries[person.pk, key])}
    return ResultFacts(tested=frozenset(key for key, _, _ in rows), passed=frozenset(passed))


def _sittings() -> "QuerySet[Attempt, tuple[UUID, UUID, datetime, int, int | None, datetime, int, str]]":
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
            counts=Max("quiz__counts"),
        )
    )


SITTINGS = Prepared(_sittings)


def sittings_of(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, dict[UUID, Sittings]]:
    """{person: {lesson: when she began its questions and how they went}}, of those she began.

    One query, and one more where another try than the best counts.
    """
    sittings: dict[UUID, dict[UUID, Sittings]] = {}
    others: dict[tuple[UUID, UUID], str] = {}
    for person, lesson, begun, number, best, last, right, counts in SITTINGS.all(people=people, lessons=lesson_keys):
        tries = Tries(number, best or 0, last, bool(right)) if number else None
        sittings.setdefault(person, {})[lesson] = Sittings(begun, tries)
        if number and counts != Counting.BEST:
            others[person, lesson] = counts
    for (person, lesson), counted in _counted(others).items():
        begun_at, tries = sittings[person][lesson]
        sittings[person][lesson] = Sittings(begun_at, tries and tries._replace(**counted))
    return sittings


def _counted(others: Mapping[tuple[UUID, UUID], str]) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    """What counts of the tries of each (person, lesson) by its rule."""
    if not others:
        return {}
    people, lessons = ({pair[side] for pair in others} for side in (0, 1))
    tries = tries_in_order(people, lessons)
    return {
        pair: {
            "percent": percent_counting(rule, [each.percent for each in tries[pair]]),
            "is_passed": is_passed(rule, tries[pair]),
        }
        for pair, rule in others.items()
    }


def tries_in_order(people: Iterable[UUID], lessons: Iterable[UUID]) -> dict[tuple[UUID, UUID], list[Try]]:
    """{(person, lesson): what each of her tries came to that was handed in, the oldest first}; one query."""
    handed_in = Attempt.objects.handed_in().filter(person__in=list(people), quiz__lesson__in=list(lessons))
    rows = handed_in.order_by("submitted_at", "pk").values_list(
        "person", "quiz__lesson", "percent", "passed", "pass_percent"
    )
    tries: dict[tuple[UUID, UUID], list[Try]] = {}
    for person, lesson, percent, passed, needed in rows:
        tries.setdefault((person, lesson), []).append(Try(percent or 0, passed, needed))
    return tries


def counts_in(lesson: UUID) -> Callable[[Sequence[int]], int]:
    """What says of percents of tries at the questions of the ``lesson``, in order, which counts; one query."""
    rule = Quiz.objects.filter(lesson=lesson).values_list("counts", flat=True).first() or Counting.BEST
    return partial(percent_counting, rule)


def tries_of(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, dict[UUID, Tries]]:
    """{person: {lesson: how the questions went with her}}, for those of ``lesson_keys`` she handed in."""
    tries: dict[UUID, dict[UUID, Tries]] = {}
    for person, sittings in sittings_of(people, lesson_keys).items():
        for lesson, sitting in sittings.items():
            if sitting.tries:
                tries.setdefault(person, {})[lesson] = sitting.tries
    return tries


def passes_of(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """{person: those of the lessons whose questions she has passed}; one query, as :func:`tries_of`."""
    tries = tries_of(people, lesson_keys)
    return {person: {lesson for lesson, each in hers.items() if each.is_passed} for person, hers in tries.items()}


def has_questions(lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``lesson`` has questions to ask."""
    asked = Question.objects.in_use().filter(lesson=OuterRef("lesson"))
    return Exists(Quiz.objects.filter(Exists(asked), lesson=lesson))


def has_passed(person: OuterRef, lesson: OuterRef) -> Exists:
    """Inside a query: whether the ``person`` has passed the questions of the ``lesson``, by the try that counts."""
    passed = Attempt.objects.filter(person=person, quiz__lesson=lesson, passed=True)
    return Exists(passed.filter(Q(quiz__counts=Counting.BEST) | _is_passed_otherwise()))


def _is_passed_otherwise() -> Q:
    """Of an attempt that was passed: :func:`assessments.counting.is_passed` where it is not the best that counts."""
    theirs = Attempt.objects.handed_in().filter(person=OuterRef("person"), quiz=OuterRef("quiz"))
    at, key = OuterRef("submitted_at"), OuterRef("pk")
    later = Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=key)
    earlier = Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=key)
    mean = theirs.order_by().values("quiz").annotate(mean=Avg("percent")).values("mean")
    newest = theirs.order_by("-submitted_at", "-pk").values("pass_percent")[:1]
    return (
        Q(quiz__counts=Counting.LAST) & ~Exists(theirs.filter(later))
        | Q(quiz__counts=Counting.FIRST) & ~Exists(theirs.filter(earlier))
        | Q(quiz__counts=Counting.AVERAGE) & Q(GreaterThanOrEqual(Subquery(mean), Subquery(newest)))
    )


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
