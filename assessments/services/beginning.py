"""Beginning a try at the questions of a lesson: at the portal, or without a line on the phone that was shown them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import UUIDField
from django.utils import timezone

from assessments import policy
from assessments.errors import IsOver, NothingToAnswer, NoTriesLeft, NotYetOpen, OnlyWithALine, TestIsShut
from assessments.models import Attempt, AttemptQuestion, Question, Quiz
from assessments.policy import Door, Span, Terms
from assessments.services.ending import end_when_over, hand_in_when_over
from assessments.sittings import asked, bank_of, begun_by, drawn, latest_attempt, next_attempt, terms_for
from core.prepared import Given, Prepared, PreparedInsert
from courses.errors import CourseTakesNothing
from courses.kinds import tell_done
from courses.permissions import lesson_takes_work
from people.models import Person
from submissions.errors import NotYours

WHY_SHUT: dict[Door, type[TestIsShut]] = {
    Door.NOT_YET: NotYetOpen,
    Door.OVER: IsOver,
    Door.NO_TRIES_LEFT: NoTriesLeft,
}
_QUIZ: Prepared[Quiz] = Prepared(lambda: Quiz.objects.select_for_update().filter(lesson=Given("lesson", UUIDField())))
_NEW_ATTEMPT = PreparedInsert(Attempt)
_NEW_QUESTION = PreparedInsert(AttemptQuestion)


@transaction.atomic
def start_attempt(person: Person, lesson_key: UUID) -> Attempt:
    """The open attempt of ``person`` at the questions of a lesson, begun now where there is none.

    The questions are frozen: a change of the bank does not touch an attempt. Raises NothingToAnswer,
    CourseTakesNothing, and TestIsShut where the terms let her begin none.
    """
    quiz = _locked_quiz(lesson_key)
    latest = latest_attempt(person, lesson_key)
    if latest is not None and end_when_over(latest).is_open:
        return latest
    if not lesson_takes_work(lesson_key):
        raise CourseTakesNothing
    terms, now = terms_for(person, quiz), timezone.now()
    _refuse_where_shut(terms, begun_by(person, quiz, terms), now)
    attempt = next_attempt(person, quiz, latest)
    _keep(attempt, now, policy.at_the_portal(terms, now))
    _ask(attempt, drawn(attempt, bank_of(lesson_key)))
    return attempt


@transaction.atomic
def begin_attempt(
    person: Person,
    attempt_id: UUID,
    lesson_key: UUID,
    question_keys: list[int],
    *,
    device_at: datetime | None = None,
    age: timedelta | None = None,
) -> None:
    """Begin the attempt that a page offered her under this id, with the questions that it showed; once.

    It was begun without a line, at ``device_at`` by the clock of the phone, and lay there for ``age``. What is asked is
    frozen as it is now, what was taken from the bank meanwhile included. Raises NotYours where it was not offered to
    her, NothingToAnswer, CourseTakesNothing, OnlyWithALine and TestIsShut.
    """
    quiz = _locked_quiz(lesson_key)
    if Attempt.objects.filter(pk=attempt_id, person=person, quiz=quiz).exists():
        return
    if not lesson_takes_work(lesson_key):
        raise CourseTakesNothing
    latest = latest_attempt(person, lesson_key)
    attempt = next_attempt(person, quiz, latest and end_when_over(latest))
    if attempt.pk != attempt_id:
        raise NotYours
    terms, now = terms_for(person, quiz), timezone.now()
    if not terms.works_without_line:
        raise OnlyWithALine
    begun_at = now
    if device_at and terms.ends:
        last_ended_at = latest.submitted_at if latest else None
        begun_at = policy.begun_at(terms, arrived_at=now, age=age, last_ended_at=last_ended_at)
    _refuse_where_shut(terms, begun_by(person, quiz, terms), begun_at)
    if terms.closes_at is not None and now > terms.closes_at + terms.grace:
        raise IsOver
    attempt.device_began_at = device_at
    _keep(attempt, begun_at, policy.on_a_phone(terms, begun_at, arrived_at=now))
    shown = Question.objects.filter(lesson=lesson_key).in_bulk(question_keys)
    _ask(attempt, [shown[key] for key in question_keys if key in shown])


def _refuse_where_shut(terms: Terms, begun: int, at: datetime) -> None:
    door = policy.door(terms, begun=begun, at=at)
    if door != Door.OPEN:
        raise WHY_SHUT[door]


def _locked_quiz(lesson_key: UUID) -> Quiz:
    quiz = _QUIZ.first(lesson=lesson_key)
    if quiz is None:
        raise NothingToAnswer
    return quiz


def _keep(attempt: Attempt, begun_at: datetime, span: Span) -> None:
    attempt.started_at, attempt.ends_at, attempt.taken_until = begun_at, span.ends_at, span.taken_until
    _NEW_ATTEMPT.add(attempt)
    hand_in_when_over(attempt)
    tell_done(attempt.person_id, attempt.quiz.lesson_id)


def _ask(attempt: Attempt, questions: list[Question]) -> None:
    if not questions:
        raise NothingToAnswer
    _NEW_QUESTION.add_all(asked(attempt, questions))
