"""Keeping what is answered, one answer at a time or a form of all."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import BooleanField, ExpressionWrapper, IntegerField, Max, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone

from assessments import grading, policy
from assessments.answer_fields import fields_of, read_answer
from assessments.enums import ANSWER
from assessments.errors import AnswerHasNoShape, AttemptIsSubmitted, TakesPartNoMore, TimeIsUp
from assessments.models import Answer, Attempt, AttemptQuestion
from assessments.queries import answers_of, questions_of
from core.prepared import Given, Prepared, PreparedInsert
from courses.errors import CourseTakesNothing
from courses.permissions import COURSE_READERS, reads_everything, reads_in, takes_work
from people.models import Person
from submissions.kinds import Handed
from submissions.services import take_from_page

# What is known of the attempt where one of its questions is answered.
OF_ATTEMPT = ("status", "started_at", "ends_at", "taken_until", "device_began_at")


def _question() -> "QuerySet[AttemptQuestion]":
    reads = reads_in(Given("person", UUIDField()), OuterRef("attempt__quiz__lesson__course_key"))
    return (
        AttemptQuestion.objects.select_related("attempt")
        .only("position", "frozen", "anew", *(f"attempt__{name}" for name in OF_ATTEMPT))
        .annotate(
            she_reads=ExpressionWrapper(reads, output_field=BooleanField()),
            is_taken=takes_work(OuterRef("attempt__quiz__lesson__course_key")),
        )
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


_NEW_ANSWER = PreparedInsert(Answer, number=_next_number)


def question_to_answer(person: Person, attempt_id: UUID, position: int) -> AttemptQuestion:
    """The question at ``position`` of an attempt of hers, the attempt locked for what is given now.

    It knows whether she reads in the course now. Raises AttemptQuestion.DoesNotExist where there is none.
    """
    question = _QUESTION.first(attempt=attempt_id, person=person.pk, position=position)
    if question is None:
        raise AttemptQuestion.DoesNotExist
    return question


def save_answer(
    question: AttemptQuestion,
    *,
    by: Person,
    answer_id: UUID,
    given: Any,
    device_at: datetime | None = None,
    age: timedelta | None = None,
) -> Answer:
    """Keep one answer as given, under the next number of its attempt; ``age`` is how long it lay on the phone.

    ``question`` comes from :func:`question_to_answer`, in the same transaction. Raises AnswerHasNoShape; TimeIsUp,
    AttemptIsSubmitted, TakesPartNoMore and CourseTakesNothing where it came too late to count; IntegrityError where the
    id was kept before.
    """
    attempt = question.attempt
    if not grading.is_answer(question.key, given):
        raise AnswerHasNoShape
    is_late = not _is_in_time(attempt, device_at, age)
    # One that counted may come again: nobody told the phone that it came.
    if (is_late or not attempt.is_open) and not Answer.objects.filter(pk=answer_id).exists():
        raise TimeIsUp if is_late else AttemptIsSubmitted
    if not getattr(question, "is_taken"):  # noqa: B009  (as the next)
        raise CourseTakesNothing
    she_reads = getattr(question, "she_reads")  # noqa: B009  (annotated above, unknown to the type checker)
    if by.user is None or not (she_reads or reads_everything(by.user)):
        raise TakesPartNoMore
    answer = Answer(
        id=answer_id,
        recorded_by=by,
        question=question,
        attempt=attempt,
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


def _is_in_time(attempt: Attempt, device_at: datetime | None, age: timedelta | None) -> bool:
    if attempt.ends_at is None:
        return True
    began, now = attempt.device_began_at, timezone.now()
    since = device_at - began if device_at and began else None
    written = policy.written_at(now, age=age, since_beginning=since, began_at=attempt.started_at)
    return policy.counts(attempt.span, arrived_at=now, written_at=written)
