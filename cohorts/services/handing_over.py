"""Handing a cohort over to another trainer or mentor."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import NobodyWouldTrain, SheLearnsThere
from cohorts.models import Cohort, Enrolment, HandOver
from cohorts.queries import grants_over, team_of
from cohorts.signals import COHORT_HANDED_OVER
from core.services import record_audit
from jobs.services import announce
from notifications.services import notify
from people.enums import Role
from people.models import Person, RoleGrant, User
from people.services import end_role, grant_role

GIVEN, TAKEN, LEFT_TEAM = "cohort_given", "cohort_taken", "cohort_left_team"


@transaction.atomic
def hand_over(
    cohort: Cohort, *, role: str, given_by: Person | None, taken_by: Person, from_day: date, by: User
) -> HandOver:
    """Let ``taken_by`` have ``role`` over ``cohort`` from that day on, in place of ``given_by``, and tell both.

    Until the day everything stays; what was said in talks, and the talks themselves, stay with the cohort.
    Raises SheLearnsThere where she who is to train takes part in it, waits or has asked.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)  # before it is looked who is in it: she may be joining
    if role == Role.TRAINER and Enrolment.objects.open().filter(cohort=cohort, person=taken_by).exists():
        raise SheLearnsThere
    decided = HandOver.objects.create(
        cohort=cohort, role=role, given_by=given_by, taken_by=taken_by, from_day=from_day, decided_by=by
    )
    record_audit("cohort.hand_over_decided", cohort, by=by, role=role)
    _tell(decided, TAKEN, taken_by)
    if given_by:
        _tell(decided, GIVEN, given_by)
    if from_day <= timezone.localdate():
        _do(decided)
    return decided


def hand_over_today(payload: dict[str, Any]) -> None:
    """The daily job: what was decided for today, or for a day on which the portal stood still."""
    due = HandOver.objects.to_come().filter(from_day__lte=timezone.localdate())
    for decided in due.select_related("cohort", "given_by", "taken_by", "decided_by"):
        with transaction.atomic():
            _do(decided)


@transaction.atomic
def call_off(decided: HandOver, *, by: User) -> None:
    """It is not done after all; one that is done stays."""
    if HandOver.objects.to_come().filter(pk=decided.pk).delete()[0]:
        record_audit("cohort.hand_over_called_off", decided.cohort, by=by)


@transaction.atomic
def take_out_of_team(cohort: Cohort, grant: RoleGrant, *, by: User) -> None:
    """End a role over ``cohort`` without anybody taking over, and tell who held it. Raises NobodyWouldTrain."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    others = team_of(cohort).filter(role=Role.TRAINER, person__user__is_active=True).exclude(person=grant.person)
    if grant.role == Role.TRAINER and not others.exists():
        raise NobodyWouldTrain
    end_role(grant, by=by)
    data = {"cohort": cohort.name, "role": grant.role}
    notify(grant.person, kind=LEFT_TEAM, event=f"{LEFT_TEAM}:{grant.pk}", data=data, link=reverse("desk:home"))


def _do(decided: HandOver) -> None:
    grant_role(decided.taken_by, role=decided.role, over=decided.cohort, by=decided.decided_by)
    if decided.given_by:
        for grant in grants_over(decided.cohort).filter(person=decided.given_by, role=decided.role):
            end_role(grant, by=decided.decided_by)
    decided.done_at = timezone.now()
    decided.save(update_fields=["done_at"])
    people = {"given_by": str(decided.given_by_id or ""), "taken_by": str(decided.taken_by_id)}
    payload = {"cohort": str(decided.cohort_id), "role": decided.role, **people}
    announce(COHORT_HANDED_OVER, key=str(decided.pk), payload=payload)


def _tell(decided: HandOver, kind: str, person: Person) -> None:
    notify(
        person,
        kind=kind,
        event=f"{kind}:{decided.pk}",
        data={
            "cohort": decided.cohort.name,
            "role": decided.role,
            "day": decided.from_day.isoformat(),
            "name": decided.taken_by.name,
        },
        link=reverse("cohorts:cohort", args=[decided.cohort_id]) if kind == TAKEN else reverse("desk:home"),
    )
