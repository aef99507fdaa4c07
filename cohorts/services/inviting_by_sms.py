"""Sending an invitation by SMS: asked for by who teaches, never at night, and what became of it is kept."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from cohorts.enums import InvitationStatus
from cohorts.errors import CohortIsOver, InvitationIsAnswered, NumberTakesNoSms, SmsIsOnItsWay, TooManySmsToday
from cohorts.models import Cohort, Invitation, InvitationSms
from core.limits import Budget, within_budget
from core.services import record_audits
from jobs.services import enqueue
from notifications.enums import DeliveryState, Reason
from notifications.models import QUIET
from people.errors import NoMoreSms
from people.models import User
from people.services import send_invitation

# Two cohorts in a day; more is somebody's script.
OF_ONE_STAFF = Budget("invitations-by-sms", most=80, seconds=24 * 60 * 60)
MOST_TRIES = 3
FIRST_RETRY = timedelta(minutes=5)
# Longer than a gateway is waited for: whoever took it to send it has died.
BROKEN_OFF_AFTER = timedelta(minutes=2)


@transaction.atomic
def ask_for_sms(invitation: Invitation, *, by: User) -> InvitationSms:
    """Send the link of ``invitation`` to its number, at once or in the morning. What did not leave may be asked for
    again.

    Raises InvitationIsAnswered, CohortIsOver, NumberTakesNoSms, SmsIsOnItsWay, TooManySmsToday.
    """
    invitation = Invitation.objects.select_for_update().select_related("cohort").get(pk=invitation.pk)
    if invitation.status != InvitationStatus.OPEN:
        raise InvitationIsAnswered
    if invitation.cohort.is_over:
        raise CohortIsOver
    if not invitation.takes_sms:
        raise NumberTakesNoSms
    before = InvitationSms.objects.filter(invitation=invitation).first()
    if before is not None and not before.may_be_asked_again:
        raise SmsIsOnItsWay
    if not within_budget(OF_ONE_STAFF, by.pk):
        raise TooManySmsToday
    return _ask_for([invitation], by=by)[0]


@transaction.atomic
def ask_for_each(invitations: Collection[Invitation], *, by: User) -> tuple[list[Invitation], list[Invitation]]:
    """As :func:`ask_for_sms` for new ``invitations``: (of whose number none is sent an SMS, who is beyond the share of
    today). Those who are invited stay so.
    """
    none_goes = [each for each in invitations if not each.takes_sms]
    takes_one = [each for each in invitations if each.takes_sms]
    within = list(takewhile(lambda _each: within_budget(OF_ONE_STAFF, by.pk), takes_one))
    _ask_for(within, by=by)
    return none_goes, takes_one[len(within) :]


def send_invitation_sms(payload: dict[str, Any]) -> None:
    """The job that sends one. Outside of a transaction, for it waits for a stranger: it is marked as leaving first, so
    that a process that dies sends it no second time.
    """
    message = _take(payload["message"])
    if message is None:
        return
    try:
        cost = send_invitation(str(message.invitation.phone), _text_of(message.invitation))
    except NoMoreSms:
        _set(message, state=DeliveryState.FAILED, reason=Reason.BUDGET, left_at=None)
    except OSError:
        _not_taken(message)
    else:
        _set(message, state=DeliveryState.SENT, reason="", cost=cost)


def _ask_for(invitations: Collection[Invitation], *, by: User) -> list[InvitationSms]:
    due = QUIET.over(timezone.localtime())
    first = {"state": DeliveryState.WAITING, "reason": "", "due_at": due, "tries": 0, "asked_by": by}
    asked = [InvitationSms.objects.update_or_create(invitation=each, defaults=first)[0] for each in invitations]
    for message in asked:
        _send_at(message, due)
    record_audits("invitation.sms_asked", invitations, by=by)
    return asked


@transaction.atomic
def _take(key: int) -> InvitationSms | None:
    """The message, marked as leaving now; None where it leaves no more, not yet, or was broken off."""
    now = timezone.localtime()
    message = InvitationSms.objects.select_for_update().filter(pk=key).first()
    if message is None:
        return None
    if message.state == DeliveryState.LEAVING and message.left_at and message.left_at <= now - BROKEN_OFF_AFTER:
        _set(message, state=DeliveryState.FAILED, reason=Reason.BROKEN_OFF)
    elif message.state == DeliveryState.LEAVING and message.left_at:
        # Another process sends it, or has just died: then nobody else would look at it again.
        _send_at(message, message.left_at + BROKEN_OFF_AFTER)
    if message.state != DeliveryState.WAITING:
        return None
    message.invitation = Invitation.objects.select_related("cohort").get(pk=message.invitation_id)
    if message.invitation.status != InvitationStatus.OPEN or message.invitation.cohort.is_over:
        _set(message, state=DeliveryState.STOPPED)
        return None
    due = max(message.due_at, QUIET.over(now))
    if due > now:
        _set(message, due_at=due)
        _send_at(message, due)
        return None
    _set(message, state=DeliveryState.LEAVING, left_at=now, tries=message.tries + 1)
    return message


@transaction.atomic
def _not_taken(message: InvitationSms) -> None:
    if message.tries >= MOST_TRIES:
        _set(message, state=DeliveryState.FAILED, reason=Reason.AWAY, left_at=None)
        return
    due = QUIET.over(timezone.localtime() + FIRST_RETRY * 2 ** (message.tries - 1))
    _set(message, state=DeliveryState.WAITING, reason=Reason.AWAY, due_at=due, left_at=None)
    _send_at(message, due)


def _text_of(invitation: Invitation) -> str:
    """In the language of the cohort, for hers is not known. Her name is not in it: whoever invites has typed that, and
    the portal sends no words of one person to numbers that another has typed.
    """
    address = f"{settings.BASE_URL}{reverse('cohorts:invitation', args=[invitation.pk])}"
    cohort: Cohort = invitation.cohort
    with translation.override(cohort.language):
        words = gettext("You are invited to “%(cohort)s”. Sign in with this phone number: %(address)s")
        return words % {"cohort": cohort.name, "address": address}


def _send_at(message: InvitationSms, due: datetime) -> None:
    key = f"invitation-sms:{message.pk}:{due.isoformat()}"
    delay = max(due - timezone.now(), timedelta(0))
    enqueue("cohorts.invitation_sms", key=key, payload={"message": message.pk}, delay=delay)


def _set(message: InvitationSms, **values: Any) -> None:
    for name, value in values.items():
        setattr(message, name, value)
    message.save(update_fields=list(values))
