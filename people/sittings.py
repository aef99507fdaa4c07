"""Who sits at a browser, for what stays open longer than a request: asked anew in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast
from uuid import UUID

from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, Exists, QuerySet, UUIDField
from django.http import HttpRequest
from django.utils import timezone

from core.prepared import Given, GivenMany, Prepared
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
    return _AT.first(person=sitting.person_id, password=sitting.password, key=sitting.session_key, now=timezone.now())


def sessions_alive(keys: Collection[str]) -> set[str]:
    """Those of the sessions that have not ended. One query."""
    return set(_ALIVE.all(keys=list(keys), now=timezone.now()))


def _person_at() -> QuerySet[Person]:
    session = Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    )
    return Person.objects.filter(
        Exists(session),
        pk=Given("person", UUIDField()),
        user__is_active=True,
        user__password=Given("password", CharField()),
    )


# What every look at a talk asks.
_ALIVE: Prepared[str] = Prepared(
    lambda: Session.objects.filter(
        session_key__in=[GivenMany("keys", CharField())], expire_date__gt=Given("now", DateTimeField())
    ).values_list("session_key", flat=True)
)
# What every message on a socket asks first.
_AT: Prepared[Person] = Prepared(_person_at)
