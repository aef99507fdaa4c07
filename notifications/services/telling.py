"""Telling people."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desk.services import count_anew
from jobs.services import enqueue, enqueue_all
from notifications.enums import Reason
from notifications.kinds import said_where_it_leads
from notifications.models import Notice
from notifications.services.delivering import plan_delivery, stop_delivery
from people.models import Person
from people.queries import person_of_key

NEWS_IS_KEPT = timedelta(days=180)
# More people than this are told by the sweep, seconds later: a hint for each would hold up who moved a session.
MANY = 50


def notify(
    people: Person | Iterable[Person],
    *,
    kind: str,
    event: str,
    data: dict[str, Any],
    link: str = "",
    occasion: str = "",
    anew: bool = False,
) -> None:
    """Tell a person, or each of several, once for ``event``, by jobs of the caller's transaction.

    ``data`` is what the sentence of ``kind`` needs, ``link`` the path the notice leads to. Each further ``occasion``
    of the event makes a notice new again that was seen meanwhile; where ``anew``, also one that was not seen yet and
    says something else by now.
    """
    notice = {"kind": kind, "event": event, "data": data, "link": link, "occasion": occasion, "anew": anew}
    people = [people] if isinstance(people, Person) else people
    payloads = {f"notice:{each.pk}:{event}:{occasion}": {"person": str(each.pk), **notice} for each in people}
    if len(payloads) > MANY:
        enqueue_all("notice", payloads)
    else:
        for key, payload in payloads.items():
            enqueue("notice", key=key, payload=payload)


def notify_each(events: Mapping[UUID, str], *, kind: str, data: dict[str, Any], link: str) -> None:
    """Tell each of many people, by her key, once for an event of her own, seconds after the caller's transaction."""
    notice = {"kind": kind, "data": data, "link": link, "occasion": "", "anew": False}
    enqueue_all(
        "notice",
        {
            f"notice:{person}:{event}:": {"person": str(person), "event": event, **notice}
            for person, event in events.items()
        },
    )


def mark_read(person: Person, notices: Iterable[Notice]) -> None:
    """``person`` has seen these ``notices`` of hers."""
    seen = [notice.pk for notice in notices]
    if Notice.objects.unread().filter(person=person, pk__in=seen).update(read_at=timezone.now()):
        stop_delivery(seen, why=Reason.READ)
        count_anew(person.pk)


def mark_opened(person: Person, path: str) -> None:
    """``person`` has opened the page at ``path``: she has read what is said there."""
    kinds = [kind for kind, _by_what in said_where_it_leads.items()]
    found = list(Notice.objects.unread().filter(person=person, link=path, kind__in=kinds))
    if found:
        with transaction.atomic():
            mark_read(person, found)


def purge_old_notices(payload: dict[str, Any]) -> None:
    """The daily job that clears what is no news any more."""
    Notice.objects.filter(created_at__lt=timezone.now() - NEWS_IS_KEPT).delete()


def write_notice(payload: dict[str, Any]) -> None:
    """The job that tells one person: a notice in the portal, and what brings it to her."""
    person = person_of_key(payload["person"])
    if person is None:
        return
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        event=payload["event"],
        defaults={"kind": payload["kind"], "data": payload["data"], "link": payload["link"]},
    )
    if not is_new:
        is_new = _tell_anew(notice, payload)
    count_anew(person.pk)
    if is_new:
        plan_delivery(person, [notice])


def _tell_anew(notice: Notice, payload: dict[str, Any]) -> bool:
    """Whether a further occasion makes news of it: it was seen, or says something else that must be told."""
    says_else = payload.get("anew", False) and notice.data != payload["data"]
    if not payload["occasion"] or not (notice.read_at or says_else):
        return False
    stop_delivery([notice.pk], why=Reason.TOLD_ANEW)
    notice.data, notice.created_at, notice.read_at = payload["data"], timezone.now(), None
    notice.save(update_fields=["data", "created_at", "read_at"])
    return True
