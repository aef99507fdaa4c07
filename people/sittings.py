"""Who sits at a browser, for what stays open longer than a request: asked anew in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast
from uuid import UUID

from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from people.models import Person, User
from people.permissions import person_of


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session as it was found good: whose it is, and her PIN as it is kept. With another PIN it is over.

    A session never changes hands: signing in as somebody else gives it a new key.
    """

    session_key: str
    person_id: UUID
    password: str


def sitting_of(session_key: str | None) -> tuple[Sitting, Person] | None:
    """The sitting under this key and the person, by all that a request is asked; None where it has ended."""
    if not session_key:
        return None
    user = get_user(cast(HttpRequest, SimpleNamespace(session=SessionStore(session_key))))  # all it looks at
    person = person_of(user)
    return (Sitting(session_key, person.pk, cast(User, user).password), person) if person else None


def person_at(sitting: Sitting) -> Person | None:
    """The person as she is now; None where her session, her account or her PIN is not what it was. One query."""
    return Person.objects.filter(
        Exists(_alive([sitting.session_key])),
        pk=sitting.person_id,
        user__is_active=True,
        user__password=sitting.password,
    ).first()


def sessions_alive(keys: Collection[str]) -> set[str]:
    """Those of the sessions that have not ended. One query."""
    return set(_alive(keys).values_list("session_key", flat=True))


def _alive(keys: Collection[str]) -> QuerySet[Session]:
    return Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
