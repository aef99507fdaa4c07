"""Telling people."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext

from desk.services import count_anew
from jobs.services import enqueue
from notifications.models import Notice
from notifications.queries import said
from people.models import Person
from people.queries import person_of_key

NEWS_IS_KEPT = timedelta(days=180)


def notify(
    people: Person | Iterable[Person],
    *,
    kind: str,
    event: str,
    data: dict[str, Any],
    link: str = "",
    occasion: str = "",
) -> None:
    """Tell a person, or each of several, once for ``event``, by jobs of the caller's transaction.

    ``data`` is what the sentence of ``kind`` needs, ``link`` the path the notice leads to. Each further ``occasion``
    of the event makes a notice new again that was seen meanwhile.
    """
    notice = {"kind": kind, "event": event, "data": data, "link": link, "occasion": occasion}
    for person in [people] if isinstance(people, Person) else people:
        key = f"notice:{person.pk}:{event}:{occasion}"
        enqueue("notice", key=key, payload={"person": str(person.pk), **notice})


def mark_read(person: Person, notices: Iterable[Notice]) -> None:
    """``person`` has seen these ``notices`` of hers."""
    seen = [notice.pk for notice in notices]
    if Notice.objects.unread().filter(person=person, pk__in=seen).update(read_at=timezone.now()):
        count_anew(person.pk)


def purge_old_notices(payload: dict[str, Any]) -> None:
    """The daily job that clears what is no news any more."""
    Notice.objects.filter(created_at__lt=timezone.now() - NEWS_IS_KEPT).delete()


def write_notice(payload: dict[str, Any]) -> None:
    """The job that tells one person: a notice, and a mail where she has an address."""
    person = person_of_key(payload["person"])
    if person is None:
        return
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        event=payload["event"],
        defaults={"kind": payload["kind"], "data": payload["data"], "link": payload["link"]},
    )
    if payload["occasion"] and notice.read_at:
        notice.data, notice.created_at, notice.read_at = payload["data"], timezone.now(), None
        notice.save(update_fields=["data", "created_at", "read_at"])
        is_new = True
    count_anew(person.pk)
    if is_new and person.user and person.user.email:
        enqueue("mail", key=f"mail:{notice.pk}:{payload['occasion']}", payload={"notice": notice.pk})


def send_mail_of_notice(payload: dict[str, Any]) -> None:
    """A job of its own: a mail server that refuses does not hold back the notice."""
    notice = Notice.objects.select_related("person__user").filter(pk=payload["notice"]).first()
    if notice is None or notice.person.user is None:
        return
    with translation.override(notice.person.language):
        for line in said(notice.person, [notice]):
            send_mail(gettext("News from the CoE portal"), line.text, None, [notice.person.user.email])
