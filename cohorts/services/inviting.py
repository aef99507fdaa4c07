"""Inviting people by their phones."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import CohortIsOver
from cohorts.models import INVITED, OPENED, Cohort, Enrolment, Invitation
from cohorts.services.enrolling import take_in_or_put_in_line
from cohorts.services.places import locked
from cohorts.states import INVITATION
from core.services import record_audit
from core.states import move
from core.text import fold
from notifications.services import notify
from people.models import Person, User
from people.queries import people_signing_in_by

SETTLED_IS_KEPT = timedelta(days=180)


@transaction.atomic
def invite(cohort: Cohort, people: Iterable[tuple[str, str]], *, by: User) -> list[Invitation]:
    """Invite ``people``, each (phone in E.164, name), and tell who signs in by one of the phones; the new invitations.

    Who is invited already stays so, also where one of the two has no name: her number alone is hers once more.
    People are invited to a planned cohort too, and come once it is open.
    Raises CohortIsOver.
    """
    if cohort.is_over:
        raise CohortIsOver
    asked = list(people)
    stand = Invitation.objects.unanswered().filter(cohort=cohort, phone__in=[phone for phone, _name in asked])
    invited: dict[str, dict[str, Invitation]] = defaultdict(dict)
    for each in stand:
        invited[str(each.phone)][fold(each.name)] = each
    made = []
    for phone, name in asked:
        of_this_phone = invited[phone]
        if fold(name) in of_this_phone or (of_this_phone and not name):
            continue
        if "" in of_this_phone:
            of_this_phone[fold(name)] = _named(of_this_phone.pop(""), name)
            continue
        invitation, is_new = Invitation.objects.unanswered().get_or_create(
            cohort=cohort, phone=phone, name=name, defaults={"invited_by": by}
        )
        of_this_phone[fold(name)] = invitation
        if is_new:
            made.append(invitation)
            _tell(invitation)
    record_audit("cohort.invited", cohort, by=by, number=len(made))
    return made


@transaction.atomic
def accept(invitation: Invitation, person: Person, *, by: User) -> Enrolment:
    """Let ``person`` take part, or wait for a place where the cohort is full.

    Raises CohortNotOpenYet, CohortIsOver, TrainingNotAgreed, YouTeachIt, MoveIsNotAllowed, MoveIsNotYours.
    """
    stay = take_in_or_put_in_line(person, locked(invitation.cohort), by=by)
    is_hers_alone = not Invitation.objects.filter(enrolment=stay).exists()
    move(invitation, INVITATION, "accept", by=by, values=_answered() | ({"enrolment": stay} if is_hers_alone else {}))
    return stay


def refuse(invitation: Invitation, *, by: User) -> None:
    """She does not want to. Raises MoveIsNotAllowed, MoveIsNotYours."""
    move(invitation, INVITATION, "refuse", by=by, values=_answered())


def take_back(invitation: Invitation, *, by: User) -> None:
    """Whoever teaches wants it unsaid. Raises MoveIsNotAllowed, MoveIsNotYours."""
    move(invitation, INVITATION, "take back", by=by, values=_answered())


def purge_invitations(payload: dict[str, Any]) -> None:
    """The daily job that clears invitations, with phones and names, 180 days after nobody needs them any more.

    That is when they were answered or taken back, and after the last day of their cohort. Stays are not touched.
    """
    before = timezone.localtime() - SETTLED_IS_KEPT
    Invitation.objects.filter(Q(answered_at__lt=before) | Q(cohort__ends_on__lt=before.date())).delete()


def tell_it_is_open(cohort: Cohort) -> None:
    """Who was invited while it was only planned can say yes now, and is told."""
    for invitation in Invitation.objects.unanswered().filter(cohort=cohort).select_related("cohort"):
        _tell(invitation, OPENED)


def _named(invitation: Invitation, name: str) -> Invitation:
    """Made out to a number alone until now."""
    invitation.name = name
    invitation.save(update_fields=["name"])
    return invitation


def _answered() -> dict[str, Any]:
    return {"answered_at": timezone.now()}


def _tell(invitation: Invitation, kind: str = INVITED) -> None:
    """Those whose phone it is, were they to read it; who takes part already is told nothing."""
    here = Enrolment.objects.active().filter(cohort=invitation.cohort)
    notify(
        people_signing_in_by(str(invitation.phone)).exclude(pk__in=here.values("person")),
        kind=kind,
        event=f"{kind}:{invitation.pk}",
        data={"cohort": invitation.cohort.name},
        link=reverse("cohorts:invitation", args=[invitation.pk]),
    )
