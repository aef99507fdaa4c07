"""Asking to join a cohort without its code, and the answer of who teaches it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import EnrolmentStatus
from cohorts.errors import TakesNoApplications
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_to_come, trainers_of
from cohorts.services.enrolling import check_may_ask, open_stay, tell_she_is_in
from cohorts.services.places import has_room, locked, tell
from cohorts.states import ENROLMENT
from core.services import record_audit
from core.states import move
from notifications.services import notify
from people.models import Person, User


@transaction.atomic
def apply_to(cohort: Cohort, person: Person, *, by: User) -> Enrolment:
    """Note that ``person`` asks to join, and tell who trains there; again changes nothing.

    Raises TakesNoApplications, TrainingNotAgreed, YouTeachIt.
    """
    cohort = locked(cohort)
    stay = open_stay(person, cohort)
    if stay:
        return stay
    if not cohorts_to_come().filter(pk=cohort.pk).exists():
        raise TakesNoApplications
    check_may_ask(person, cohort, by=by)
    asked = EnrolmentStatus.APPLIED
    stay = Enrolment.objects.create(cohort=cohort, person=person, enrolled_by=by, status=asked)
    record_audit("enrolment.applied", stay, by=by)
    # One notice a cohort, new again with each who asks: a busy week is not a hundred messages.
    notify(
        trainers_of(cohort),
        kind="cohort_asked",
        event=f"asked:{cohort.pk}",
        data={"cohort": cohort.name},
        link=reverse("cohorts:coming-and-going", args=[cohort.pk]),
        occasion=str(stay.pk),
    )
    return stay


@transaction.atomic
def approve(enrolment: Enrolment, *, by: User) -> None:
    """Let her take part, or put her last in the line where the cohort is full, and tell her.

    Raises CohortIsOver, TrainingNotAgreed, SheTeachesIt, MoveIsNotAllowed, MoveIsNotYours.
    """
    cohort = locked(enrolment.cohort)
    check_may_ask(enrolment.person, cohort, by=by)
    now = timezone.now()
    if has_room(cohort):
        move(enrolment, ENROLMENT, "approve", by=by, values={"joined_at": now})
        tell_she_is_in(enrolment)
    else:
        move(enrolment, ENROLMENT, "put in line", by=by, values={"waiting_since": now})
        tell(enrolment, "cohort_waits")


@transaction.atomic
def decline(enrolment: Enrolment, *, by: User, reason: str) -> None:
    """Do not take her, with the reason, and tell her. Raises ReasonIsMissing, MoveIsNotAllowed, MoveIsNotYours."""
    move(enrolment, ENROLMENT, "decline", by=by, reason=reason, values={"withdrawn_at": timezone.now()})
    tell(enrolment, "cohort_declined")
