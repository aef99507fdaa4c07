"""Handing in: by her who answered, and by the portal when time is up."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, UUIDField
from django.urls import reverse
from django.utils import timezone

from assessments import grading, policy
from assessments.enums import RESULT
from assessments.errors import TakesPartNoMore
from assessments.models import Attempt, AttemptQuestion
from assessments.queries import answers_that_count, questions_of
from assessments.states import ATTEMPT
from core.prepared import Given, GivenMany, Prepared, PreparedUpdate
from core.states import move
from courses.errors import CourseTakesNothing
from courses.kinds import tell_done
from courses.permissions import lesson_takes_work, reads_course
from jobs.services import enqueue
from notifications.services import notify

TIME_IS_UP = "assessments.time_is_up"
# The last that may arrive has been looked at by then.
A_MOMENT = timedelta(seconds=1)

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


@transaction.atomic
def submit_attempt(attempt_id: UUID) -> Attempt:
    """Hand in and grade. Handing in again changes nothing. Raises TakesPartNoMore, CourseTakesNothing."""
    attempt = _TO_HAND_IN.first(attempt=attempt_id)
    if attempt is None:
        raise Attempt.DoesNotExist
    if not attempt.is_open:
        return attempt
    person = attempt.person
    if person.user is None or not reads_course(person.user, person, attempt.quiz.lesson.course_key):
        raise TakesPartNoMore
    if not lesson_takes_work(attempt.quiz.lesson_id):
        raise CourseTakesNothing
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


def end_when_over(attempt: Attempt) -> Attempt:
    """``attempt``, handed in as it stands where nothing that arrives now can count. Who takes part no more, or
    in a course that takes nothing, hands in nothing: then it stays open.
    """
    if not attempt.is_open or not policy.is_over(attempt.span, timezone.now()):
        return attempt
    with suppress(TakesPartNoMore, CourseTakesNothing):
        ended = submit_attempt(attempt.pk)
        attempt.status, attempt.submitted_at = ended.status, ended.submitted_at
        attempt.marks, attempt.percent, attempt.passed = ended.marks, ended.percent, ended.passed
    return attempt


def hand_in_when_over(attempt: Attempt) -> None:
    """See to it that ``attempt`` is handed in when nothing can count any more; told again where it ends later."""
    if attempt.taken_until is None:
        return
    until = max(attempt.taken_until, attempt.ends_at + policy.ON_ITS_WAY if attempt.ends_at else attempt.taken_until)
    enqueue(
        TIME_IS_UP,
        key=f"{TIME_IS_UP}:{attempt.pk}:{until.isoformat()}",
        payload={"attempt": str(attempt.pk)},
        delay=max(until + A_MOMENT - timezone.now(), timedelta(0)),
    )


def time_is_up(payload: dict[str, Any]) -> None:
    """The job: hand in what is open still, and tell whose it is that there is a result."""
    attempt = Attempt.objects.select_related("quiz", "person").filter(pk=payload["attempt"]).first()
    if attempt is not None and attempt.is_open and not end_when_over(attempt).is_open:
        tell_result(attempt)


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
