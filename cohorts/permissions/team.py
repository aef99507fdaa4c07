"""What who teaches a cohort comes to there: its sessions, who is invited, its learners, and who decides about it."""

from django.db.models import QuerySet

from cohorts.models import (
    Cohort,
    Enrolment,
    HandOver,
    HandOverQuerySet,
    Invitation,
    InvitationQuerySet,
    Session,
    SessionQuerySet,
)
from cohorts.permissions.cohorts import COHORT, cohorts_taught_by
from people.enums import MANAGING_ROLES
from people.models import Person


def sessions_taught_by(person: Person | None) -> SessionQuerySet:
    """Those of the cohorts that ``person`` teaches: she moves and cancels them, and says who was there."""
    return Session.objects.filter(block__cohort__in=cohorts_taught_by(person))


def invitations_given_in(person: Person | None) -> InvitationQuerySet:
    """Those into the cohorts that ``person`` teaches, answered or not."""
    return Invitation.objects.filter(cohort__in=cohorts_taught_by(person))


def hand_overs_shown_to(person: Person | None) -> HandOverQuerySet:
    """What is decided of who trains and mentors the cohorts that ``person`` teaches."""
    return HandOver.objects.filter(cohort__in=cohorts_taught_by(person))


def learners_taught_by(person: Person | None) -> QuerySet[Person]:
    """Who takes part now in a cohort that ``person`` teaches."""
    stays = Enrolment.objects.active().filter(cohort__in=cohorts_taught_by(person))
    return Person.objects.filter(pk__in=stays.values("person"))


def managers_of(cohort: Cohort) -> QuerySet[Person]:
    """Who decides about it: by a role over the cohort, its organisation or its place, and with an account that is open.

    Who teaches it may ask them, and reads their names and numbers.
    """
    managing = COHORT.grants_over(COHORT.over(cohort), MANAGING_ROLES).values("person")
    return Person.objects.filter(pk__in=managing, user__is_active=True)
