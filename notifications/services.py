"""Telling people."""

from typing import Any

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext

from jobs.enums import Lane
from jobs.services import enqueue, register_job
from notifications.enums import NoticeKind
from notifications.models import Notice
from people.models import Person


def notify(person: Person, *, kind: NoticeKind, event: str, data: dict[str, str], link: str = "") -> None:
    """Tell ``person`` once for ``event``, by a job of the caller's transaction.

    ``data`` fills the sentence of ``kind``; ``link`` is the path the notice leads to.
    """
    payload = {"person": str(person.pk), "kind": kind.value, "event": event, "data": data, "link": link}
    enqueue("notice", key=f"notice:{person.pk}:{event}", payload=payload)


def mark_read(person: Person) -> None:
    """All notices of ``person`` are read."""
    Notice.objects.filter(person=person, read_at=None).update(read_at=timezone.now())


def _write_notice(payload: dict[str, Any]) -> None:
    person = Person.objects.select_related("user").filter(pk=payload["person"]).first()
    if person is None:
        return
    notice, created = Notice.objects.get_or_create(
        person=person,
        event=payload["event"],
        defaults={"kind": payload["kind"], "data": payload["data"], "link": payload["link"]},
    )
    if created and person.user and person.user.email:
        enqueue("mail", key=f"mail:{notice.pk}", payload={"notice": notice.pk})


def _send_mail(payload: dict[str, Any]) -> None:
    """A job of its own: a mail server that refuses does not hold back the notice."""
    notice = Notice.objects.select_related("person__user").filter(pk=payload["notice"]).first()
    if notice is None or notice.person.user is None:
        return
    with translation.override(notice.person.language):
        send_mail(gettext("News from the CoE portal"), notice.text, None, [notice.person.user.email])


register_job("notice", _write_notice)
register_job("mail", _send_mail, lane=Lane.MAIL)
