"""The ways out of the portal: each takes one letter to one person, or says why not."""

import json
from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail

from notifications.enums import Channel, Reason
from notifications.permissions import own_phones
from notifications.push import DeviceIsGone, public_key, send_push
from notifications.queries import Letter
from people.errors import NoMoreSms
from people.models import Person
from people.services import send_news


class NotTaken(Exception):
    """The way did not take the letter; ``again`` where a later try may."""

    def __init__(self, reason: Reason, *, again: bool = False) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.again = again


class Way(Protocol):
    def reaches(self, person: Person) -> bool:
        """Whether there is an address of ``person`` on this way."""

    def send(self, person: Person, letter: Letter) -> int:
        """Hand the letter over; what it costs, in units of the way. Raises NotTaken."""


class ByMail:
    """To the address of her account."""

    def reaches(self, person: Person) -> bool:
        return bool(person.user and person.user.is_active and person.user.email)

    def send(self, person: Person, letter: Letter) -> int:
        if not person.user:
            raise NotTaken(Reason.GONE)
        try:
            text = f"{letter.text}\n\n{settings.BASE_URL}{letter.link}"
            send_mail(letter.subject, text, None, [person.user.email])
        except OSError as error:
            raise NotTaken(Reason.AWAY, again=True) from error
        return 0


class BySms:
    """To the number with which she signs in, once she has proved it: others may read it, and each part costs money."""

    def reaches(self, person: Person) -> bool:
        user = person.user
        return bool(user and user.is_active and user.phone and user.phone_verified_at)

    def send(self, person: Person, letter: Letter) -> int:
        if not person.user:
            raise NotTaken(Reason.GONE)
        try:
            return send_news(person.user, letter.brief)
        except NoMoreSms as refusal:
            raise NotTaken(Reason.BUDGET) from refusal
        except OSError as error:
            raise NotTaken(Reason.AWAY, again=True) from error


class ByPush:
    """On each phone on which she lets messages appear. It may lie on a table: what is said is brief."""

    def reaches(self, person: Person) -> bool:
        return own_phones(person).filter(person__user__is_active=True).exists()

    def send(self, person: Person, letter: Letter) -> int:
        """One phone that took it is enough. A phone that is gone is forgotten."""
        news = {"title": letter.subject, "body": letter.brief, "link": letter.link}
        payload = json.dumps({**news, "language": person.language, "person": str(person.pk)}, ensure_ascii=False)
        taken, away = 0, 0
        for device in own_phones(person):
            keys = {"p256dh": device.p256dh, "auth": device.auth}
            try:
                send_push({"endpoint": device.endpoint, "keys": keys}, payload)
                taken += 1
            except DeviceIsGone:
                device.delete()
            except OSError:
                away += 1
        if not taken:
            raise NotTaken(Reason.AWAY if away else Reason.GONE, again=bool(away))
        return 0


WAYS: Mapping[str, Way] = {Channel.PUSH: ByPush(), Channel.EMAIL: ByMail(), Channel.SMS: BySms()}


def ways_missing(person: Person) -> list[str]:
    """Those that cannot reach ``person``: SMS and e-mail without an address, messages on a phone where the portal sends
    none. Where it does, she allows them on the page on which she chooses.
    """
    missing = [way.value for way in (Channel.SMS, Channel.EMAIL) if not WAYS[way].reaches(person)]
    return missing if public_key() else [*missing, Channel.PUSH.value]
