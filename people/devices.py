"""A browser that somebody has signed in on: what others try at her name does not shut it out.

The cookie opens nothing. It says which accounts signed in here, so that wrong tries from elsewhere, or from the whole
address, are not counted against this browser; it has a count of its own.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "known_device"
SALT = "people.devices"
SECONDS = 60 * 60 * 24 * 365
MOST_ACCOUNTS = 8


@dataclass(frozen=True)
class Device:
    """A browser by a name of its own, and the accounts that signed in on it, the latest last."""

    name: str
    accounts: list[int]


def device_of(request: HttpRequest) -> Device | None:
    """What the cookie says, where it is ours and not too old."""
    try:
        kept: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return Device(kept["name"], kept["accounts"])


def remember_device(request: HttpRequest, response: HttpResponse, account: int) -> None:
    """Write down on the browser that ``account`` signed in on it."""
    known = device_of(request) or Device(secrets.token_urlsafe(12), [])
    others = [other for other in known.accounts if other != account]
    accounts = [*others[1 - MOST_ACCOUNTS :], account]
    response.set_cookie(
        COOKIE,
        signing.dumps({"name": known.name, "accounts": accounts}, salt=SALT),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
