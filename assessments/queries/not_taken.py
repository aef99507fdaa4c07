"""Answers as a reader says them; and what came from a phone and was not taken: too late, refused, not begun."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Replace
from django.http import QueryDict
from django.utils.translation import gettext

from assessments.answer_fields import read_answer, typed
from assessments.enums import ANSWER, ATTEMPT_BEGIN
from assessments.errors import AnswerHasNoShape, SealIsBroken
from assessments.models import Answer, Attempt, AttemptQuestion, Question
from assessments.queries.answers_worded import given_in
from assessments.sittings import asked, mark_of, unsealed
from core.local_text import choose, language_now
from core.prepared import Given, Prepared
from core.records import Standing
from people.models import Person
from submissions.kinds import Handed, keys_about
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
    return bool(_TO_BEGIN.all(person=person.pk, about=about))


_TO_BEGIN: Prepared[UUID] = Prepared(
    lambda: (
        Submission.objects.open()
        .filter(person=Given("person", UUIDField()), kind=ATTEMPT_BEGIN, about=Given("about", CharField()))
        .order_by()
        .values_list("pk", flat=True)[:1]
    )
)


def lessons_to_begin(submissions: QuerySet[Submission]) -> dict[Submission, UUID]:
    """{that questions were begun: of which lesson} among those of ``submissions`` that were not taken."""
    lessons = {}
    for row in submissions.filter(kind=ATTEMPT_BEGIN, standing__in=(Standing.HELD, Standing.REFUSED), settled_at=None):
        with suppress(ValueError):
            lessons[row] = UUID(row.data.get("seen:lesson", ""))
    return lessons


def begun_and_kept_apart(person: Person, lesson_keys: Collection[UUID]) -> dict[UUID, Submission]:
    """{lesson: that ``person`` began its questions without a line, and why they could not be begun when it came}."""
    begun = lessons_to_begin(Submission.objects.filter(person=person))
    return {lesson: row for row, lesson in begun.items() if lesson in lesson_keys}


def answers_in_words(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """Answers that were not taken: the question, and the words of what was chosen, as in :func:`late_answers`.

    Where the phone showed another question in this place, or nobody knows which, only its number is said.
    """
    handed = list(handed)
    keys = keys_about(each.about for each in handed)
    rows = AttemptQuestion.objects.filter(attempt__in=keys.values())
    asked_of = {(str(question.attempt_id), str(question.position)): question for question in rows}
    missing = set(keys) - {attempt for attempt, _position in asked_of}
    asked_of |= _asked_when_begun(missing) if missing else {}
    language = language_now()
    return {
        each.id: _said(each.fields, asked_of.get((each.about, each.fields.get("position", ""))), language)
        for each in handed
    }


def _asked_when_begun(abouts: Iterable[str]) -> dict[tuple[str, str], AttemptQuestion]:
    """The questions of attempts that are not begun at the portal yet, as their beginnings have sealed them."""
    found = {}
    for row in Submission.objects.open().filter(kind=ATTEMPT_BEGIN, about__in=abouts):
        attempt = Attempt(pk=UUID(row.about))
        with suppress(SealIsBroken):
            keys = unsealed(row.data.get("seen:sealed", ""), attempt.pk)
            bank = Question.objects.in_bulk(keys)
            for question in asked(attempt, [bank[key] for key in keys if key in bank]):
                found[row.about, str(question.position)] = question
    return found


def _said(fields: QueryDict, question: AttemptQuestion | None, language: str) -> list[str]:
    position = fields.get("position", "")
    number = gettext("Question %(number)s") % {"number": position}
    if question is None or fields.get("seen:mark", mark_of(question)) != mark_of(question):
        return [number]
    chosen = choose(question.frozen["texts"], language)
    try:
        words = given_in(question, read_answer(fields, question.position, question.key), chosen)
    except AnswerHasNoShape:
        words = [text for text in [typed(fields, question.position, question.key)[0]] if text]
    return [f"{number}: {chosen.value['prompt']}", *words]


def prompts_of(answers: Sequence[Answer]) -> dict[UUID, str]:
    """{answer: what was asked, and on which lesson}."""
    language, questions = language_now(), _questions_of(answers)
    asked_for = {
        pk: (each.attempt.quiz, choose(each.frozen["texts"], language).value) for pk, each in questions.items()
    }
    said = {pk: f"{quiz}: {text['prompt']}" for pk, (quiz, text) in asked_for.items()}
    return {answer.pk: said[answer.question_id] for answer in answers}


def given_in_words(answers: Sequence[Answer]) -> dict[UUID, str]:
    """{answer: the words of what was chosen}."""
    language, questions, said = language_now(), _questions_of(answers), {}
    for answer in answers:
        question = questions[answer.question_id]
        said[answer.pk] = ", ".join(given_in(question, answer.given, choose(question.frozen["texts"], language)))
    return said


def _questions_of(answers: Sequence[Answer]) -> dict[int, AttemptQuestion]:
    asked_of = AttemptQuestion.objects.select_related("attempt__quiz__lesson")
    return asked_of.in_bulk({answer.question_id for answer in answers})


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
    words = given_in(question, given, chosen)
    return LateAnswer(chosen.value["prompt"], chosen.language, words, row.received_at)
