"""Sending one SMS. ``settings.SMS_BACKEND`` names the class; texts are never logged."""

import json
import sys
import urllib.request
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from core.limits import limits_are_shared

GATEWAY_TIMEOUT_SECONDS = 10
# 3GPP TS 23.038: the basic letters of GSM fit 160 to an SMS, any other writing 70; in several parts each is shorter.
GSM_LETTERS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_ALONE, GSM_IN_PARTS = 160, 153
OTHER_ALONE, OTHER_IN_PARTS = 70, 67


class SmsBackend(Protocol):
    """How an SMS leaves."""

    def send(self, phone: str, text: str) -> None:
        """Send ``text`` to ``phone`` (E.164); raises OSError where it could not be handed over."""


class TerminalSms:
    """Shows the SMS in the terminal the portal runs in: the embedded default has no gateway."""

    def send(self, phone: str, text: str) -> None:
        sys.stdout.write(f"\n  SMS to {phone}: {text}\n\n")
        sys.stdout.flush()


class MemorySms:
    """Keeps what was sent, for tests."""

    sent: list[tuple[str, str]] = []

    def send(self, phone: str, text: str) -> None:
        self.sent.append((phone, text))


class GatewaySms:
    """Hands the SMS to the operator's gateway: POST of {"to", "text"} as JSON with a bearer token."""

    def send(self, phone: str, text: str) -> None:
        request = urllib.request.Request(  # noqa: S310  (the operator's own address, https by the settings)
            settings.SMS_GATEWAY_URL,
            data=json.dumps({"to": phone, "text": text}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"},
        )
        with urllib.request.urlopen(request, timeout=GATEWAY_TIMEOUT_SECONDS):  # noqa: S310
            pass


def parts_of(text: str) -> int:
    """As how many SMS ``text`` is charged."""
    if set(text) <= GSM_LETTERS:
        length, alone, in_parts = len(text), GSM_ALONE, GSM_IN_PARTS
    else:
        length, alone, in_parts = len(text.encode("utf-16-le")) // 2, OTHER_ALONE, OTHER_IN_PARTS
    return 1 if length <= alone else -(-length // in_parts)


class LimitsAreAway(OSError):
    """How many SMS went out is known to no process at present."""


def send_sms(phone: str, text: str) -> None:
    """Send ``text`` to ``phone`` (E.164) by the configured backend; raises OSError where that fails.

    None is sent while each process counts for itself: so many times the limit would be paid for.
    """
    if not limits_are_shared():
        raise LimitsAreAway("no SMS while tries are not counted together")
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    backend.send(phone, text)
