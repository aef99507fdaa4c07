"""Bringing notices to people: by the ways each chose, in one message an hour, never in her quiet hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from jobs.services import enqueue
from notifications.enums import Channel, DeliveryState, Reason
from notifications.models import Delivery, Notice
from notifications.queries import choice_of, last_left, letter_of, notices_of
from notifications.quiet_hours import leaves_at
from notifications.ways import WAYS, NotTaken
from people.models import Person
from people.queries import lock_person, person_of_key

MOST_TRIES = 3
FIRST_RETRY = timedelta(minutes=5)
# Longer than any way is waited for: whoever took these to send them has died.
BROKEN_OFF_AFTER = timedelta(minutes=2)


def plan_delivery(person: Person, notices: Sequence[Notice]) -> None:
    """Write down on which way ``notices`` go to ``person``, in the caller's transaction: the first she chose and has.

    Where none is left they stand in the portal alone, and it is written down why. What she has read goes nowhere.
    """
    now = timezone.now()
    unread = _unread(notices)
    notices = [notice for notice in notices if notice.pk in unread]
    choice = choice_of(person)
    due = leaves_at(timezone.localtime(now), choice.quiet, last_left(person))
    for notice in notices:
        tried = set(notice.deliveries.filter(told_at=notice.created_at).values_list("channel", flat=True))
        way = next((way for way in choice.channels if way not in tried and _reaches(way, person)), None)
        if way:
            _deliver_at(_write(notice, way, due_at=due), due)
        elif not tried:
            _write(notice, Channel.PORTAL, state=DeliveryState.KEPT, reason=Reason.NO_WAY, due_at=now)


def deliver(payload: dict[str, Any]) -> None:
    """The job that sends what is due to one person, in one message on each way.

    Outside of a transaction, for it waits for strangers: what it takes is marked first, so that what dies midway leaves
    nothing to be sent a second time.
    """
    person = person_of_key(payload["person"])
    if person is None:
        return
    _give_up_broken_off(person)
    for way, taken in _take(person).items():
        _send(person, way, taken)


def stop_delivery(notices: Sequence[int], *, why: Reason) -> None:
    """What has not left yet of these notices does not leave any more."""
    waiting = Delivery.objects.waiting().filter(notice__in=notices)
    waiting.update(state=DeliveryState.STOPPED, reason=why)


def _unread(notices: Sequence[Notice]) -> set[int]:
    """The keys of those that she has not read by now, whatever they said when they were taken."""
    return set(Notice.objects.unread().filter(pk__in=[each.pk for each in notices]).values_list("pk", flat=True))


def _reaches(way: str, person: Person) -> bool:
    return way in WAYS and WAYS[way].reaches(person)


def _write(notice: Notice, channel: str, **values: Any) -> Delivery:
    known = {"notice": notice, "channel": channel, "told_at": notice.created_at}
    return Delivery.objects.get_or_create(**known, defaults={"person_id": notice.person_id, **values})[0]


def _deliver_at(delivery: Delivery, due: datetime) -> None:
    """The job takes along whatever is due to her by then."""
    key = f"deliver:{delivery.pk}:{due.isoformat()}"
    delay = max(due - timezone.now(), timedelta(0))
    enqueue("deliver", key=key, payload={"person": str(delivery.person_id)}, delay=delay)


@transaction.atomic
def _take(person: Person) -> dict[str, list[Delivery]]:
    """{way: what is due on it}, marked as leaving now. What may not leave yet, because something else just did or it
    has become night, waits on.
    """
    lock_person(person)  # of two jobs the second finds nothing
    now = timezone.now()
    due = list(Delivery.objects.waiting().filter(person=person, due_at__lte=now).select_related("notice"))
    if not due:
        return {}
    earliest = leaves_at(timezone.localtime(now), choice_of(person).quiet, last_left(person))
    if earliest > now:
        Delivery.objects.filter(pk__in=[each.pk for each in due]).update(due_at=earliest)
        _deliver_at(due[0], earliest)
        return {}
    taken: dict[str, list[Delivery]] = {}
    for delivery in due:
        taken.setdefault(delivery.channel, []).append(delivery)
        delivery.state, delivery.left_at, delivery.tries = DeliveryState.LEAVING, now, delivery.tries + 1
    Delivery.objects.bulk_update(due, ["state", "left_at", "tries"])
    return taken


def _send(person: Person, way: str, taken: list[Delivery]) -> None:
    """Hand one letter over; on failure wait and try again, and after that go the next way."""
    with translation.override(person.language):
        letter = letter_of(person, notices_of(taken))
    if letter is None:
        Delivery.objects.filter(pk__in=[each.pk for each in taken]).update(state=DeliveryState.STOPPED, left_at=None)
        return
    try:
        cost = WAYS[way].send(person, letter)
    except NotTaken as refusal:
        _not_taken(person, taken, refusal)
    else:
        for delivery in taken:
            delivery.state = DeliveryState.SENT
        taken[0].cost = cost
        Delivery.objects.bulk_update(taken, ["state", "cost"])


@transaction.atomic
def _not_taken(person: Person, taken: list[Delivery], refusal: NotTaken) -> None:
    again = refusal.again and taken[0].tries < MOST_TRIES
    later = timezone.localtime(timezone.now() + FIRST_RETRY * 2 ** (taken[0].tries - 1))
    due = choice_of(person).quiet.over(later)
    unread = _unread(notices_of(taken))
    for delivery in taken:
        delivery.state, delivery.reason, delivery.left_at = DeliveryState.FAILED, refusal.reason, None
        if again and delivery.notice_id in unread:
            delivery.state, delivery.due_at = DeliveryState.WAITING, due
        elif again:
            delivery.state, delivery.reason = DeliveryState.STOPPED, Reason.READ
    Delivery.objects.bulk_update(taken, ["state", "reason", "left_at", "due_at"])
    waiting = [delivery for delivery in taken if delivery.state == DeliveryState.WAITING]
    if waiting:
        _deliver_at(waiting[0], due)
    elif not again:
        plan_delivery(person, notices_of(taken))


@transaction.atomic
def _give_up_broken_off(person: Person) -> None:
    """Whether it arrived is not known: it is not sent again on this way, but on the next."""
    leaving = Delivery.objects.filter(person=person, state=DeliveryState.LEAVING)
    dead = list(leaving.filter(left_at__lte=timezone.now() - BROKEN_OFF_AFTER).select_related("notice"))
    if dead:
        leaving.filter(pk__in=[each.pk for each in dead]).update(state=DeliveryState.FAILED, reason=Reason.BROKEN_OFF)
        plan_delivery(person, notices_of(dead))
