"""What the sockets of a thread are sent, and who may be sent it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import IntegerField, UUIDField

from core.prepared import Given, Prepared
from people.models import Person
from people.sittings import Sitting, sessions_alive
from talks.contexts import thread_contexts
from talks.models import Message, ThreadMember
from talks.permissions import members_now
from talks.queries.pages import messages_of

MESSAGES_AT_ONCE = 200


@dataclass(frozen=True)
class News:
    """What a reader who has all up to a number does not have, and who takes part now, with how far each has come."""

    messages: list[Message]
    members: list[ThreadMember]

    def is_for(self, person: Person | None) -> bool:
        """Whether ``person`` may have it: only who takes part now."""
        return person is not None and any(member.person_id == person.pk for member in self.members)


class Part(NamedTuple):
    """That a person takes part in a thread now, how far she has come, and her PIN as it is kept (people.sittings)."""

    thread_id: UUID
    person_id: UUID
    delivered: int
    read: int
    last_sequence: int
    password: str

    @property
    def receipt(self) -> tuple[int, int]:
        """How far she has received, and how far she has seen."""
        return self.delivered, self.read

    def reaching(self, delivered: int, read: int) -> "Part":
        """Where she says that she has come so far: never back, never beyond the last message; what was read came."""
        read = max(self.read, min(read, self.last_sequence))
        return self._replace(delivered=max(self.delivered, min(delivered, self.last_sequence), read), read=read)


@dataclass(frozen=True)
class Standing:
    """Who takes part in some threads now, {(thread, person): part}, and which of some sessions have not ended."""

    parts: dict[tuple[UUID, UUID], Part]
    sessions: set[str]

    def admits(self, thread_id: UUID, sitting: Sitting) -> bool:
        """Whether what is said in the thread is for who sits there."""
        part = self.parts.get((thread_id, sitting.person_id))
        return part is not None and part.password == sitting.password and sitting.session_key in self.sessions


@dataclass(frozen=True)
class Look:
    """What a room of sockets is sent: the messages after a number, at most 200, and how everybody stands."""

    after: int
    messages: list[Message]
    standing: Standing


def news_of(thread_id: UUID, *, after: int) -> News:
    """The messages after ``after``, oldest first, at most 200 (the reader asks on), and the members; two queries."""
    members = members_now().filter(thread=thread_id).only("person", "delivered", "read").order_by("pk")
    return News(messages=messages_after(thread_id, after), members=list(members))


def messages_after(thread_id: UUID, after: int) -> list[Message]:
    """The messages after ``after``, oldest first, at most 200."""
    return _AFTER.all(thread=thread_id, after=after)


def last_sequence_for(thread_id: UUID, person: Person) -> int | None:
    """The number of the thread's last message; None where ``person`` does not take part now."""
    return _LAST.first(thread=thread_id, person=person.pk)


def look_at(thread_id: UUID, after: int, sessions: Collection[str]) -> Look:
    """What is new for all sockets of a thread together, in three queries however many they are."""
    return Look(after, messages_after(thread_id, after), _standing(_PARTS.all(thread=thread_id), sessions))


def standing_of(sittings: Collection[Sitting], thread_ids: Collection[UUID]) -> Standing:
    """How these people stand in these threads, in two queries however many they are."""
    people = {sitting.person_id for sitting in sittings}
    members = members_now().filter(thread__in=thread_ids, person__in=people)
    return _standing(members.values_list(*_PART), {sitting.session_key for sitting in sittings})


def _standing(rows: Iterable[tuple[Any, ...]], sessions: Collection[str]) -> Standing:
    """Rows and no models: a room may have a thousand members."""
    return Standing({(row[0], row[1]): Part(*row) for row in rows}, sessions_alive(sessions))


# The columns of a Part.
_PART = ("thread", "person", "delivered", "read", "thread__last_sequence", "person__user__password")
# What every look asks, and every socket that opens.
_AFTER: Prepared[Message] = Prepared(
    lambda: (
        messages_of(Given("thread", UUIDField()))
        .filter(sequence__gt=Given("after", IntegerField()))
        .order_by("sequence")[:MESSAGES_AT_ONCE]
    )
)
_PARTS: Prepared[Any] = Prepared(
    lambda: members_now().filter(thread=Given("thread", UUIDField())).values_list(*_PART), shape=thread_contexts.items
)
_LAST: Prepared[int] = Prepared(
    lambda: (
        members_now()
        .filter(thread=Given("thread", UUIDField()), person=Given("person", UUIDField()))
        .values_list("thread__last_sequence", flat=True)
    ),
    shape=thread_contexts.items,
)
