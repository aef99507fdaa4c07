"""Letting a program act for somebody: tokens that are shown once and kept as a digest."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from core.services import record_audit
from core.text import line
from people.enums import TokenScope
from people.errors import TokenNameIsTaken
from people.models import AccessToken, Person, User

PREFIX = "coe_"  # so that a token that lies about in a file or a log is known for one
RANDOM_BYTES = 32
MOST_DAYS = 365
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def digest_of(token: str) -> str:
    """What is kept of ``token``."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


@transaction.atomic
def make_token(
    person: Person, *, name: str, scopes: Iterable[str], expires_on: date, by: User
) -> tuple[AccessToken, str]:
    """A token for a program to act for ``person``, and the token itself, to be shown once.

    Raises TokenNameIsTaken, and ValueError for a scope or a last day that is none.
    """
    if not 0 <= (expires_on - timezone.localdate()).days <= MOST_DAYS:
        raise ValueError("a token lasts at least today and at most a year")
    given = [scope.value for scope in map(TokenScope, scopes)]
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    try:
        with transaction.atomic():
            token = AccessToken.objects.create(
                person=person, name=line(name), digest=digest_of(secret), scopes=given, expires_on=expires_on
            )
    except IntegrityError:
        raise TokenNameIsTaken from None
    record_audit("token.made", token, by=by, scopes=" ".join(given), expires_on=expires_on.isoformat())
    return token, secret


@transaction.atomic
def revoke_token(token: AccessToken, *, by: User) -> None:
    """The program may act no more, from now on; stopping it again changes nothing."""
    stopped = AccessToken.objects.standing().filter(pk=token.pk).update(revoked_at=timezone.now())
    if stopped:
        record_audit("token.revoked", token, by=by)


@transaction.atomic
def revoke_tokens_of(user: User) -> None:
    """All programs that act for ``user`` stop: whoever knew the PIN until now may have let them."""
    for token in AccessToken.objects.standing().filter(person__user=user):
        revoke_token(token, by=user)


def note_use(token: AccessToken) -> None:
    """Write down that it is used now, at most once a minute."""
    now = timezone.now()
    long_ago = now - USE_IS_NOTED_EVERY
    if token.last_used_at is not None and token.last_used_at > long_ago:
        return
    unused = Q(last_used_at=None) | Q(last_used_at__lte=long_ago)
    AccessToken.objects.filter(unused, pk=token.pk).update(last_used_at=now)
