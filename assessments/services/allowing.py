"""Giving somebody more time, more tries or other hours at a test, and taking that back."""

from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, UUIDField, Value
from django.utils import timezone

from assessments import policy
from assessments.kinds import GROUPS_OF_LEARNERS
from assessments.models import Allowance, Attempt, Quiz
from assessments.policy import Change
from assessments.services.ending import hand_in_when_over
from assessments.sittings import terms_for
from core.services import record_audit
from people.models import Person, User


@transaction.atomic
def allow(
    quiz: Quiz, change: Change, *, person: Person | None = None, group: UUID | None = None, reason: str, by: User
) -> Allowance:
    """Give ``change`` to a ``person`` or to all of a ``group``. Who sits there now has the longer time at once."""
    # As who begins does: a try that begins now is either found below or has the allowance from the start.
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    given = Allowance.objects.create(
        quiz=quiz,
        person=person,
        group=group,
        extra_minutes=change.extra_minutes,
        extra_tries=change.extra_tries,
        opens_at=change.opens_at,
        closes_at=change.closes_at,
        reason=reason,
        given_by=by,
    )
    record_audit("allowance.given", given, by=by, quiz=quiz.pk, person=str(person.pk if person else ""))
    for attempt in _sitting(quiz, person, group):
        _lengthen(attempt, quiz)
    return given


@transaction.atomic
def take_back(allowance: Allowance, *, by: User) -> None:
    """It holds for no try that begins from now on; who sits there keeps her time."""
    if Allowance.objects.in_force().filter(pk=allowance.pk).update(ended_at=timezone.now()):
        record_audit("allowance.taken_back", allowance, by=by)


def _sitting(quiz: Quiz, person: Person | None, group: UUID | None) -> "QuerySet[Attempt]":
    """The open attempts with an end of the ``person``, or of all of the ``group``: nobody else's is held up."""
    sitting = Attempt.objects.open().filter(quiz=quiz, ends_at__isnull=False).alias(group=Value(group, UUIDField()))
    theirs = Q(person=person) if person else Q(pk=None)
    for groups in () if person else GROUPS_OF_LEARNERS:
        theirs |= Q(group__in=groups(OuterRef("person")))
    return sitting.filter(theirs).select_related("person").select_for_update(of=("self",)).order_by("pk")


def _lengthen(attempt: Attempt, quiz: Quiz) -> None:
    """Never shorter: what she was told stands."""
    terms = terms_for(attempt.person, quiz)
    span = policy.at_the_portal(terms, attempt.started_at)
    if span.ends_at and span.taken_until and attempt.ends_at and span.ends_at > attempt.ends_at:
        attempt.taken_until = max(span.taken_until, attempt.taken_until or span.taken_until)
        attempt.ends_at = span.ends_at
        attempt.save(update_fields=["ends_at", "taken_until"])
        hand_in_when_over(attempt)
