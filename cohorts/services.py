"""Every write in cohorts."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import EnrolmentStatus
from cohorts.errors import CodeIsUnknown, CohortIsFull, CohortIsOver, TrainingNotAgreed
from cohorts.models import Cohort, Enrolment
from cohorts.signals import learner_withdrawn
from core.services import record_audit
from notifications.enums import NoticeKind
from notifications.services import notify
from people.enums import Purpose
from people.models import Consent, Person, User


@transaction.atomic
def join_cohort(person: Person, code: str, *, by: User) -> Enrolment:
    """Enrol ``person`` in the cohort of ``code``, typed in any case and with any blanks or dashes.

    Joining again changes nothing. Raises CodeIsUnknown, CohortIsOver, CohortIsFull, TrainingNotAgreed.
    """
    cohort = _cohort_of(code)
    enrolment = Enrolment.objects.filter(cohort=cohort, person=person).first()
    if enrolment and enrolment.status == EnrolmentStatus.ACTIVE:
        return enrolment
    _check_may_join(person, cohort)
    if enrolment:
        enrolment.status, enrolment.withdrawn_at = EnrolmentStatus.ACTIVE, None
        enrolment.save(update_fields=["status", "withdrawn_at"])
    else:
        enrolment = Enrolment.objects.create(cohort=cohort, person=person)
    record_audit("enrolment.joined", enrolment, by=by)
    notify(
        person,
        kind=NoticeKind.COHORT_JOINED,
        event=f"joined:{enrolment.pk}",
        data={"cohort": cohort.name},
        link=reverse("cohorts:cohort", args=[cohort.pk]),
    )
    return enrolment


@transaction.atomic
def withdraw_learner(enrolment: Enrolment, *, by: User | None) -> None:
    """End the enrolment; what was learned stays. From now on the cohort and its talks are closed to her."""
    enrolment.status, enrolment.withdrawn_at = EnrolmentStatus.WITHDRAWN, timezone.now()
    enrolment.save(update_fields=["status", "withdrawn_at"])
    record_audit("enrolment.withdrawn", enrolment, by=by)
    transaction.on_commit(lambda: learner_withdrawn.send(sender=Enrolment, enrolment=enrolment))


def _cohort_of(code: str) -> Cohort:
    """The cohort of a code, locked so that its last place is given once."""
    compact = "".join(character for character in code.upper() if character.isalnum())
    cohort = Cohort.objects.select_for_update().filter(code=compact).first()
    if cohort is None:
        raise CodeIsUnknown
    return cohort


def _check_may_join(person: Person, cohort: Cohort) -> None:
    if cohort.is_over:
        raise CohortIsOver
    if cohort.enrolments.filter(status=EnrolmentStatus.ACTIVE).count() >= cohort.capacity:
        raise CohortIsFull
    if not Consent.objects.filter(person=person, purpose=Purpose.TRAINING, withdrawn_at=None).exists():
        raise TrainingNotAgreed
