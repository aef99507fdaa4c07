"""Reads that cross questions, attempts and answers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db.models import CharField, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Replace

from assessments import grading
from assessments.answer_fields import read_answer
from assessments.enums import ANSWER, ATTEMPT_BEGIN, QuestionKind
from assessments.errors import AnswerHasNoShape
from assessments.models import Answer, Attempt, AttemptQuestion, Question, Quiz
from assessments.sittings import asked, drawn, latest_attempt, mark_of, next_attempt, seal
from core import money
from core.local_text import choose
from core.numbers import grouped, parse_number
from core.prepared import Given, GivenMany, Prepared
from core.records import Standing
from courses.queries import ResultFacts, course_title_of
from people.models import Person
from submissions.models import Submission

MOST_LATE_ANSWERS = 50
TESTS_LOOKED_AT = 150
ANSWERS_IN_DOUBT = 3


@dataclass(frozen=True)
class Choice:
    """One option as shown."""

    key: str
    text: str


class OptionLine(NamedTuple):
    """One option of a choice, and whether it was chosen."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownQuestion:
    """A question of an attempt in one language, with what was answered so far.

    ``targets`` are the right-hand side of a match; ``parts`` the place of each step of an order, the partner of each
    option of a match. ``answer_id`` and ``answered_at`` name the answer that counts, for the page to tell whether it
    keeps a newer one. What was right is empty until handed in.
    """

    position: int
    kind: str
    language: str
    prompt: str
    unit: str
    options: list[Choice]
    targets: list[Choice]
    given: Any
    given_text: list[str]
    parts: dict[str, str]
    answer_id: UUID | None
    answered_at: datetime | None
    is_right: bool
    is_partly_right: bool
    right_answer: list[str]
    explanation: str
    mark: str

    @property
    def field(self) -> str:
        """The name of its field (assessments.answer_fields)."""
        return f"q{self.position}"

    @property
    def lines(self) -> list[OptionLine]:
        """The options of a choice."""
        chosen = self.given if isinstance(self.given, list) else [self.given]
        return [OptionLine(option.key, option.text, option.key in chosen) for option in self.options]

    @property
    def places(self) -> tuple[str, ...]:
        """The places of an order, from 1 on."""
        return tuple(str(place) for place in range(1, len(self.options) + 1))

    def as_typed(self, text: str, parts: dict[str, str]) -> Self:
        """With what was typed in place of the answer kept, to be mended."""
        return replace(self, given=text or self.given, parts=parts or self.parts)


@dataclass(frozen=True)
class WhatAwaits:
    """A lesson's questions in short: how many one is asked, and from which percent on it is passed."""

    questions: int
    pass_percent: int


@dataclass(frozen=True)
class Sitting:
    """An attempt that is open, or could be begun: then ``sealed`` says what it asks, and it is not kept yet."""

    attempt: Attempt
    questions: list[ShownQuestion]
    latest: Attempt | None
    sealed: str = ""

    @property
    def answered(self) -> int:
        """How many of the questions have an answer."""
        return sum(question.given is not None for question in self.questions)


@dataclass(frozen=True)
class LateAnswer:
    """An answer that came after its attempt was handed in; ``words`` is it as a reader of ``language`` would say it."""

    prompt: str
    language: str
    words: list[str]
    received_at: datetime


@dataclass(frozen=True)
class Tries:
    """How often somebody handed in the questions of a lesson, the most percent she reached, and when last."""

    number: int
    best_percent: int
    last_at: datetime
    is_passed: bool


@dataclass(frozen=True)
class HardQuestion:
    """A question, its prompt in ``language``, and how many of those who answered it did not get it right."""

    prompt: str
    language: str
    lesson_key: UUID
    answered: int
    wrong: int

    @property
    def percent_wrong(self) -> int:
        """Whole percent."""
        return round(100 * self.wrong / self.answered)


@dataclass(frozen=True)
class RightByDifficulty:
    """Of the questions of one difficulty (1 easy to 3 hard) that were handed in: the whole percent that was right."""

    difficulty: int
    percent_right: int
    people: int


ASKED: Prepared[AttemptQuestion] = Prepared(
    lambda: AttemptQuestion.objects.filter(attempt=Given("attempt", UUIDField())).order_by("position")
)
ANSWERED: Prepared[Answer] = Prepared(
    lambda: (
        Answer.objects.filter(attempt=Given("attempt", UUIDField()))
        .select_related("question")
        .only("given", "received_at", "question__position")
        .order_by("number")
    )
)


def shown_questions(attempt: Attempt, language: str) -> list[ShownQuestion]:
    """The questions of ``attempt`` as a reader of ``language`` sees them, in two queries."""
    answers = _answers_that_count(attempt)
    return [
        _shown(question, answers.get(question.position), language, reveal=not attempt.is_open)
        for question in ASKED.all(attempt=attempt.pk)
    ]


def previewed(question: Question, language: str, *, reveal: bool = False) -> ShownQuestion:
    """A question of the bank as a learner would see it alone; with ``reveal`` as after handing in."""
    text = question.texts["en"]
    order = sorted(text.get("targets") or text.get("options") or {})
    if order == question.answer:
        order.reverse()
    alone = AttemptQuestion(question=question, position=1, frozen=question.frozen(), option_order=order)
    return _shown(alone, None, language, reveal=reveal)


def questions_of_bank() -> QuerySet[Question]:
    """The bank with the course's title, and how often a question was handed in and was right; one query."""
    asked = AttemptQuestion.objects.handed_in().filter(question=OuterRef("pk"))
    count = asked.order_by().values("question").annotate(number=Count("pk")).values("number")
    right = asked.filter(marks=1).order_by().values("question").annotate(number=Count("pk")).values("number")
    return Question.objects.select_related("lesson").annotate(
        course_title=course_title_of(OuterRef("lesson__course_key")),
        times_asked=Coalesce(Subquery(count), 0),
        times_right=Coalesce(Subquery(right), 0),
    )


def answers_that_count(attempt: Attempt) -> dict[int, Any]:
    """{position: the newest answer} of the attempt."""
    return {position: answer.given for position, answer in _answers_that_count(attempt).items()}


def open_positions(attempt: Attempt) -> list[int]:
    """The questions of the attempt without an answer."""
    return list(attempt.questions.filter(answers=None).values_list("position", flat=True))


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


def hardest_questions(
    people: Iterable[UUID], lesson_keys: Iterable[UUID], language: str, *, most: int = 5
) -> list[HardQuestion]:
    """The questions that went wrong most often among ``people`` in the newest tests, the worst first.

    A trainer wants to know what to go over again, and this does not grow with all that was ever handed in.
    """
    theirs = Attempt.objects.handed_in().filter(person__in=people, quiz__lesson__in=list(lesson_keys))
    newest = theirs.order_by("-submitted_at")
    rows = (
        AttemptQuestion.objects.filter(attempt__in=newest.values("pk")[:TESTS_LOOKED_AT], question__isnull=False)
        .order_by()
        .values("question")
        .annotate(answered=Count("pk"), wrong=Count("pk", filter=Q(marks__lt=1)))
        .filter(wrong__gt=0)
    )
    worst = sorted(rows, key=lambda row: -_weight(row["wrong"], row["answered"]))[:most]
    questions = Question.objects.in_bulk([row["question"] for row in worst])
    texts = {key: choose(question.texts, language) for key, question in questions.items()}
    return [
        HardQuestion(
            prompt=texts[row["question"]].value["prompt"],
            language=texts[row["question"]].language,
            lesson_key=questions[row["question"]].lesson_id,
            answered=row["answered"],
            wrong=row["wrong"],
        )
        for row in worst
    ]


def _weight(wrong: int, answered: int) -> float:
    """The share of wrong answers, as if a few more had been right: one answer of one says little."""
    return wrong / (answered + ANSWERS_IN_DOUBT)


def right_by_difficulty(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> list[RightByDifficulty]:
    """How the questions of the lessons went with ``people``, the easy ones first; one query."""
    rows = (
        AttemptQuestion.objects.handed_in()
        .filter(
            attempt__person__in=list(people),
            attempt__quiz__lesson__in=list(lesson_keys),
            question__isnull=False,
        )
        .order_by("question__difficulty")
        .values("question__difficulty")
        .annotate(
            answered=Count("pk"), right=Count("pk", filter=Q(marks=1)), people=Count("attempt__person", distinct=True)
        )
    )
    return [
        RightByDifficulty(row["question__difficulty"], round(100 * row["right"] / row["answered"]), row["people"])
        for row in rows
    ]


def late_answers(person: Person, lesson_keys: Iterable[UUID], language: str) -> list[LateAnswer]:
    """What ``person`` answered too late for it to count, the newest first."""
    attempts = Attempt.objects.filter(person=person, quiz__lesson__in=list(lesson_keys)).values_list("pk", flat=True)
    held = Submission.objects.open().filter(
        person=person, kind=ANSWER, standing=Standing.HELD, about__in=[str(attempt) for attempt in attempts]
    )
    rows = list(held[:MOST_LATE_ANSWERS])
    asked = AttemptQuestion.objects.filter(attempt__in={row.about for row in rows})
    questions = {(str(question.attempt_id), str(question.position)): question for question in asked}
    late = (_late(row, questions.get((row.about, row.data.get("position", ""))), language) for row in rows)
    return [answer for answer in late if answer]


def has_refused_answers(person: Person, about: str) -> bool:
    """Whether an answer of hers to the attempt was refused and still waits to be mended."""
    return Submission.objects.open().filter(person=person, kind=ANSWER, about=about, standing=Standing.REFUSED).exists()


def waits_to_begin(person: Person, about: str) -> bool:
    """Whether the beginning of the attempt came from her phone and was not taken."""
    return Submission.objects.open().filter(person=person, kind=ATTEMPT_BEGIN, about=about).exists()


def attempt_answered() -> QuerySet[Attempt]:
    """Inside a query over submissions: the attempt of its author that the answer handed in is about."""
    # A key is kept with dashes by one database and without by another; ``about`` has them.
    plain = Replace(Cast("pk", CharField()), Value("-"), Value(""))
    return Attempt.objects.annotate(plain=plain).filter(
        person=OuterRef("person"), plain=Replace(OuterRef("about"), Value("-"), Value(""))
    )


def sitting_of(person: Person, lesson_key: UUID, language: str) -> Sitting | None:
    """What she is asked now: her open attempt with its answers, or the next one, to be begun; None where nothing is."""
    quiz = Quiz.objects.filter(lesson=lesson_key).first()
    if quiz is None:
        return None
    latest = latest_attempt(person, lesson_key)
    if latest is not None and latest.is_open:
        return Sitting(latest, shown_questions(latest, language), latest)
    attempt = next_attempt(person, quiz, latest)
    questions = drawn(attempt, list(Question.objects.asked_about(lesson_key)))
    shown = [_shown(question, None, language, reveal=False) for question in asked(attempt, questions)]
    return Sitting(attempt, shown, latest, seal(attempt, questions))


def _answers_that_count(attempt: Attempt) -> dict[int, Answer]:
    return {answer.question.position: answer for answer in ANSWERED.all(attempt=attempt.pk)}


def _late(row: Submission, question: AttemptQuestion | None, language: str) -> LateAnswer | None:
    if question is None:
        return None
    try:
        given = read_answer(row.data, question.position, question.key)
    except AnswerHasNoShape:
        return None
    chosen = choose(question.frozen["texts"], language)
    text = chosen.value
    return LateAnswer(text["prompt"], chosen.language, _in_words(question.frozen["kind"], given, text), row.received_at)


def _shown(question: AttemptQuestion, answer: Answer | None, language: str, *, reveal: bool) -> ShownQuestion:
    frozen, given = question.frozen, answer.given if answer else None
    chosen = choose(frozen["texts"], language)
    text = chosen.value
    options, targets = text.get("options", {}), text.get("targets", {})
    order = question.option_order
    shown = order if options and not targets else sorted(options)
    if frozen["kind"] == QuestionKind.ORDER and isinstance(given, list):
        shown = given
    marks = grading.mark(question.key, given) if reveal else grading.NONE
    return ShownQuestion(
        position=question.position,
        kind=frozen["kind"],
        language=chosen.language,
        prompt=text["prompt"],
        unit=text.get("unit", ""),
        options=[Choice(key, options[key]) for key in shown],
        targets=[Choice(key, targets[key]) for key in order] if targets else [],
        given=given,
        given_text=_in_words(frozen["kind"], given, text),
        parts=_parts(frozen["kind"], given),
        answer_id=answer.pk if answer else None,
        answered_at=answer.received_at if answer else None,
        is_right=marks == grading.FULL,
        is_partly_right=grading.NONE < marks < grading.FULL,
        right_answer=_in_words(frozen["kind"], frozen["answer"], text) if reveal else [],
        explanation=text["explanation"] if reveal else "",
        mark=mark_of(question),
    )


def _parts(kind: str, given: Any) -> dict[str, str]:
    if kind == QuestionKind.ORDER and given:
        return {key: str(place) for place, key in enumerate(given, start=1)}
    return dict(given) if kind == QuestionKind.MATCH and given else {}


def _in_words(kind: str, answer: Any, text: dict[str, Any]) -> list[str]:
    """An answer as a reader would say it, one line a part."""
    if answer is None:
        return []
    options, targets = text.get("options", {}), text.get("targets", {})
    if kind == QuestionKind.NUMERIC:
        value = answer["value"] if isinstance(answer, dict) else answer
        number, unit = parse_number(value), text.get("unit", "")
        return [money.shown(number) if unit == "₹" else f"{grouped(number)} {unit}".strip()]
    if kind == QuestionKind.MATCH:
        return [f"{options[left]} → {targets[answer[left]]}" for left in sorted(answer)]
    keys = answer if isinstance(answer, list) else [answer]
    return [options[key] for key in keys if key in options]
