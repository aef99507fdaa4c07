"""Every write of attempts, answers and results. The question bank is written by :mod:`assessments.bank`."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import (
    BigIntegerField,
    BooleanField,
    ExpressionWrapper,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from assessments import grading
from assessments.answer_fields import fields_of, read_answer
from assessments.enums import ANSWER, RESULT
from assessments.errors import AnswerHasNoShape, AttemptIsSubmitted, NothingToAnswer, TakesPartNoMore
from assessments.models import Answer, Attempt, AttemptQuestion, Question, Quiz
from assessments.queries import answers_of, answers_that_count, questions_of
from assessments.sittings import asked, bank_of, drawn, latest_attempt, next_attempt
from assessments.states import ATTEMPT
from core.prepared import Given, GivenMany, Prepared, PreparedInsert, PreparedUpdate
from core.states import move
from courses.kinds import tell_done
from courses.permissions import COURSE_READERS, reads_course, reads_everything, reads_in
from notifications.services import notify
from people.models import Person
from submissions.errors import NotYours
from submissions.kinds import Handed
from submissions.services import take_from_page


@transaction.atomic
def start_attempt(person: Person, lesson_key: UUID) -> Attempt:
    """The open attempt of ``person`` at the questions of a lesson, begun now where there is none.

    The questions are frozen: a change of the bank does not touch an attempt. Raises NothingToAnswer.
    """
    quiz = _locked_quiz(lesson_key)
    latest = latest_attempt(person, lesson_key)
    if latest is not None and latest.is_open:
        return latest
    attempt = next_attempt(person, quiz, latest)
    _NEW_ATTEMPT.add(attempt)
    tell_done(person.pk, lesson_key)
    _ask(attempt, drawn(attempt, bank_of(lesson_key)))
    return attempt


@transaction.atomic
def begin_attempt(person: Person, attempt_id: UUID, lesson_key: UUID, question_keys: list[int]) -> None:
    """Begin the attempt that a page offered her under this id, with the questions that it showed; once.

    What is asked is frozen as it is now, what was taken from the bank meanwhile included. Raises NotYours where it was
    not offered to her, and NothingToAnswer.
    """
    quiz = _locked_quiz(lesson_key)
    if Attempt.objects.filter(pk=attempt_id, person=person, quiz=quiz).exists():
        return
    attempt = next_attempt(person, quiz, latest_attempt(person, lesson_key))
    if attempt.pk != attempt_id:
        raise NotYours
    _NEW_ATTEMPT.add(attempt)
    tell_done(person.pk, lesson_key)
    shown = Question.objects.filter(lesson=lesson_key).in_bulk(question_keys)
    _ask(attempt, [shown[key] for key in question_keys if key in shown])


def _question() -> "QuerySet[AttemptQuestion]":
    reads = reads_in(Given("person", UUIDField()), OuterRef("attempt__quiz__lesson__course_key"))
    return (
        AttemptQuestion.objects.select_related("attempt")
        .only("position", "frozen", "anew", "attempt__status")
        .annotate(she_reads=ExpressionWrapper(reads, output_field=BooleanField()))
        .select_for_update(of=("attempt",))
        .filter(
            attempt=Given("attempt", UUIDField()),
            attempt__person=Given("person", UUIDField()),
            position=Given("position", IntegerField()),
        )
    )


_QUESTION: Prepared[AttemptQuestion] = Prepared(_question, shape=COURSE_READERS.items)


def _next_number() -> Any:
    of_attempt = Answer.objects.filter(attempt=Given("attempt_id", UUIDField())).order_by().values("attempt")
    return Coalesce(Subquery(of_attempt.annotate(most=Max("number")).values("most")), 0) + 1


_QUIZ: Prepared[Quiz] = Prepared(lambda: Quiz.objects.select_for_update().filter(lesson=Given("lesson", UUIDField())))
_TO_HAND_IN: Prepared[Attempt] = Prepared(
    lambda: (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("person__user", "quiz__lesson")
        .filter(pk=Given("attempt", UUIDField()))
    )
)
_MARKED = PreparedUpdate(
    lambda: AttemptQuestion.objects.filter(pk__in=[GivenMany("questions", BigIntegerField())]),
    lambda: {"marks": Given("marks", AttemptQuestion._meta.get_field("marks"))},
)
_NEW_ATTEMPT = PreparedInsert(Attempt)
_NEW_ANSWER = PreparedInsert(Answer, number=_next_number)
_NEW_QUESTION = PreparedInsert(AttemptQuestion)


def question_to_answer(person: Person, attempt_id: UUID, position: int) -> AttemptQuestion:
    """The question at ``position`` of an attempt of hers, the attempt locked for what is given now.

    It knows whether she reads in the course now. Raises AttemptQuestion.DoesNotExist where there is none.
    """
    question = _QUESTION.first(attempt=attempt_id, person=person.pk, position=position)
    if question is None:
        raise AttemptQuestion.DoesNotExist
    return question


def save_answer(
    question: AttemptQuestion, *, by: Person, answer_id: UUID, given: Any, device_at: datetime | None = None
) -> Answer:
    """Keep one answer as given, under the next number of its attempt.

    ``question`` comes from :func:`question_to_answer`, in the same transaction. Raises AnswerHasNoShape,
    AttemptIsSubmitted and TakesPartNoMore where it came too late to count, IntegrityError where the id was kept before.
    """
    if not grading.is_answer(question.key, given):
        raise AnswerHasNoShape
    if not question.attempt.is_open and not Answer.objects.filter(pk=answer_id).exists():
        raise AttemptIsSubmitted  # one that counted may come again: nobody told the phone that it came
    she_reads = getattr(question, "she_reads")  # noqa: B009  (annotated above, unknown to the type checker)
    if by.user is None or not (she_reads or reads_everything(by.user)):
        raise TakesPartNoMore
    answer = Answer(
        id=answer_id,
        recorded_by=by,
        question=question,
        attempt=question.attempt,
        given=given,
        device_at=device_at,
    )
    _NEW_ANSWER.add(answer)
    return answer


def save_answers(attempt: Attempt, post: QueryDict, *, by: Person) -> dict[int, str]:
    """{position: complaint} after keeping what ``by`` changed in a form of all questions.

    ``drawn-3`` names the answer to question 3 that the form was drawn with: what is still that was not changed here,
    and takes nothing from what was answered elsewhere since. The id follows from what is said over what, so that
    pressing twice is once.
    """
    complaints: dict[int, str] = {}
    if not any(name.startswith("q") for name in post):
        return complaints  # a page with scripts has sent each answer when it was given
    answers = answers_of(attempt)
    kept = {str(answer.pk): answer.given for answer in answers}
    counts = {answer.question.position: answer.given for answer in answers}
    for question in questions_of(attempt):
        position, drawn = question.position, post.get(f"drawn-{question.position}", "")
        fields = fields_of(post, position)
        try:
            given = read_answer(fields, position, question.key)
        except AnswerHasNoShape as refusal:
            complaints[position] = str(refusal)
            continue
        if given is None or given in (counts.get(position), kept.get(drawn)):
            continue
        answer_id = uuid5(attempt.pk, f"{drawn} {fields.urlencode()}")
        outcome = take_from_page(by, Handed(id=answer_id, kind=ANSWER, about=str(attempt.pk), fields=fields))
        if not outcome.is_kept:
            complaints[position] = str(outcome.sentence)
    return complaints


@transaction.atomic
def submit_attempt(attempt_id: UUID) -> Attempt:
    """Hand in and grade. Handing in again changes nothing. Raises TakesPartNoMore."""
    attempt = _TO_HAND_IN.first(attempt=attempt_id)
    if attempt is None:
        raise Attempt.DoesNotExist
    if not attempt.is_open:
        return attempt
    person = attempt.person
    if person.user is None or not reads_course(person.user, person, attempt.quiz.lesson.course_key):
        raise TakesPartNoMore
    result = _grade(attempt)
    values = {"marks": result.marks, "percent": result.percent, "passed": result.passed}
    move(attempt, ATTEMPT, "submit", by=person.user, values={**values, "submitted_at": timezone.now()})
    tell_done(person.pk, attempt.quiz.lesson_id)
    return attempt


def tell_result(attempt: Attempt) -> None:
    """Tell whose it is, once, that her answers are marked: they came after she had left, or on another phone."""
    data = {"lesson": str(attempt.quiz.lesson_id)}
    link = reverse("assessments:attempt", args=[attempt.pk])
    notify(attempt.person, kind=RESULT, event=f"result:{attempt.pk}", data=data, link=link)


def _locked_quiz(lesson_key: UUID) -> Quiz:
    quiz = _QUIZ.first(lesson=lesson_key)
    if quiz is None:
        raise NothingToAnswer
    return quiz


def _ask(attempt: Attempt, questions: list[Question]) -> None:
    if not questions:
        raise NothingToAnswer
    _NEW_QUESTION.add_all(asked(attempt, questions))


def _grade(attempt: Attempt) -> grading.Result:
    """Mark each question; the result of the whole."""
    questions = questions_of(attempt)
    given = answers_that_count(attempt)
    answers = [given.get(question.position) for question in questions]
    for question, answer in zip(questions, answers, strict=True):
        question.marks = grading.mark(question.key, answer)
    for marks in {question.marks for question in questions}:
        alike = [question.pk for question in questions if question.marks == marks]
        _MARKED.execute(questions=alike, marks=marks)
    return grading.grade([question.key for question in questions], answers, pass_percent=attempt.pass_percent)
