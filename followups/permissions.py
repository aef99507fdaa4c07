"""Who follows up a learner, and who takes part in their talk."""

from django.db.models import Exists, OuterRef, Q

from cohorts.models import Enrolment, EnrolmentQuerySet
from cohorts.permissions import COHORT, can_teach, cohorts_taught_by, trains
from core.prepared import Given
from followups.enums import MemberRole
from followups.models import FollowUp, FollowUpQuerySet
from people.enums import Role
from people.models import Person
from talks.contexts import holds_role_over_it


def can_follow_up(viewer: Person | None, stay: Enrolment) -> bool:
    """Who teaches or manages the cohort in which she takes part."""
    return stay in Enrolment.objects.active().filter(pk=stay.pk) and can_teach(viewer, stay.cohort)


def stays_followed_by(viewer: Person | None) -> EnrolmentQuerySet:
    """The queryset twin of :func:`can_follow_up`."""
    return Enrolment.objects.active().filter(cohort__in=cohorts_taught_by(viewer))


def can_write_to(viewer: Person, stay: Enrolment) -> bool:
    """Who trains the cohort: the talk is theirs and hers, and who manages it reads none."""
    return trains(viewer, stay.cohort)


def own_follow_ups(person: Person | Given) -> FollowUpQuerySet:
    """What was done about ``person``, or whoever a prepared query is asked for, in the cohorts she takes part in."""
    stays = Enrolment.objects.active().filter(person=person, cohort=OuterRef("cohort"))
    return FollowUp.objects.filter(Exists(stays), learner=person)


def takes_part_in_talk() -> Q:
    """The condition over ``talks.ThreadMember`` that holds for who takes part now; no query of its own."""
    about = OuterRef("thread__context_key")
    enrolled = Enrolment.objects.active().filter(cohort__follow_ups=about, person=OuterRef("person"))
    training = Q(holds_role_over_it(COHORT, Role.TRAINER, of=FollowUp, through="cohort"))
    return Q(Exists(enrolled), role=MemberRole.LEARNER) | Q(training, role=MemberRole.TRAINER)
