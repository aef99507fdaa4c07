"""What came from a phone for an attempt and was not taken: too late, refused, or begun where it could not be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Replace

from assessments.answer_fields import read_answer
from assessments.enums import ANSWER, ATTEMPT_BEGIN
from assessments.errors import AnswerHasNoShape
from assessments.models import Attempt, AttemptQuestion
from assessments.queries.shown import in_words
from core.local_text import choose
from core.records import Standing
from people.models import Person
from submissions.models import Submission

MOST_LATE_ANSWERS = 50


@dataclass(frozen=True)
class LateAnswer:
    """An answer that came after its attempt was handed in; ``words`` is it as a reader of ``language`` would say it."""

    prompt: str
    language: str
    words: list[str]
    received_at: datetime


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


def _late(row: Submission, question: AttemptQuestion | None, language: str) -> LateAnswer | None:
    if question is None:
        return None
    try:
        given = read_answer(row.data, question.position, question.key)
    except AnswerHasNoShape:
        return None
    chosen = choose(question.frozen["texts"], language)
    text = chosen.value
    return LateAnswer(text["prompt"], chosen.language, in_words(question.frozen["kind"], given, text), row.received_at)
