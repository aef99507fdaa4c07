from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce

from core.prepared import Given, Prepared
from people.models import Person
from people.sittings import Sitting, sessions_alive
from talks.contexts import Subject, thread_contexts
from talks.models import Message, Thread, ThreadMember
from talks.permissions import members_now, threads_visible_to

MESSAGES_AT_ONCE = 200
MESSAGES_A_PAGE = 40
TALKS_A_PAGE = 30


@dataclass(frozen=True)
class ThreadLine:
    """One line of the list of threads."""

    thread: Thread
    others: list[Person]
    about: str
    last_body: str
    unread: int
    last_is_own: bool = False


@dataclass(frozen=True)
class News:
    """What a reader who has all up to a number does not have, and who takes part now, with how far each has come."""

    messages: list[Message]
    members: list[ThreadMember]

    def is_for(self, person: Person | None) -> bool:
        """Whether ``person`` may have it: only who takes part now."""
        return person is not None and any(member.person_id == person.pk for member in self.members)


class Waiting(NamedTuple):
    """That so many talks have something new for somebody, and who has waited longest for her."""

    talks: int
    name: str
    since: datetime


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


@dataclass(frozen=True)
class Talk:
    """A thread as one of its members finds it, with those who take part in it now beside her."""

    mine: ThreadMember
    others: list[ThreadMember]

    @property
    def thread(self) -> Thread:
        """What they take part in."""
        return self.mine.thread


@dataclass(frozen=True)
class Reach:
    """How far all of some members have come: what the ticks of a message are drawn from."""

    delivered: int
    read: int


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


def newest_messages(thread_id: UUID, *, before: int | None = None) -> list[Message]:
    """The newest 40 messages, or the 40 before sequence ``before``; oldest first."""
    if before is None:
        return _NEWEST.all(thread=thread_id)[::-1]
    messages = _messages_of(thread_id).order_by("-sequence").filter(sequence__lt=before)
    return list(reversed(messages[:MESSAGES_A_PAGE]))


def members_of(thread_id: UUID) -> list[ThreadMember]:
    """Who takes part now, whoever came in first stands first."""
    return _MEMBERS.all(thread=thread_id)


def talk_of(thread_id: UUID, person: Person) -> Talk | None:
    """The thread as ``person`` finds it, in one query; None where she does not take part."""
    members = members_of(thread_id)
    mine = next((member for member in members if member.person_id == person.pk), None)
    return Talk(mine, [member for member in members if member is not mine]) if mine else None


def reach_of(members: list[ThreadMember]) -> Reach:
    """How far each of ``members`` has come at least; nowhere where there is none."""
    return Reach(
        delivered=min((member.delivered for member in members), default=0),
        read=min((member.read for member in members), default=0),
    )


def subjects_of(threads: Collection[Thread], language: str) -> dict[UUID, Subject]:
    """{thread: what it is about}, asked once of each kind of context."""
    keys = defaultdict(set)
    for thread in threads:
        keys[thread.context_kind].add(thread.context_key)
    found = {kind: thread_contexts.get(kind).subjects(of_kind, language) for kind, of_kind in keys.items()}
    return {
        thread.pk: found[thread.context_kind][thread.context_key]
        for thread in threads
        if thread.context_key in found[thread.context_kind]
    }


def unread_threads(person: Person) -> int:
    """In how many talks of ``person`` somebody else wrote something she has not read, in one query."""
    return len(_UNREAD.all(person=person.pk))


def waiting_of(person: Person) -> Waiting | None:
    """In how many talks something waits for ``person``, and who wrote first of what she has not read; in one query."""
    row = _WAITING.first(person=person.pk)
    return Waiting(*row) if row else None


def page_of_talks(person: Person, number: str | None) -> Page:
    """A page of the threads of ``person`` in which something was written: those with news first, then the newest."""
    newest = Message.objects.filter(thread=OuterRef("pk"), sequence=OuterRef("last_sequence"))
    my_place = ThreadMember.objects.filter(thread=OuterRef("thread"), person=person).values("read")
    unseen = (
        Message.objects.filter(thread=OuterRef("pk"), sequence__gt=Subquery(my_place))
        .exclude(author=person)
        .order_by()
        .values("thread")
        .annotate(count=Count("pk"))
    )
    threads = (
        threads_visible_to(person)
        .filter(last_sequence__gt=0)
        .annotate(last_body=Subquery(newest.values("body")), last_is_own=Exists(newest.filter(author=person)))
        .annotate(unread=Coalesce(Subquery(unseen.values("count")), 0))
        .order_by(Case(When(unread=0, then=Value(1)), default=Value(0)), "-last_message_at", "pk")
    )
    return Paginator(threads, TALKS_A_PAGE).get_page(number)


def thread_lines(threads: Collection[Thread], person: Person, language: str) -> list[ThreadLine]:
    """What ``person`` is shown of each thread of a page."""
    subjects = subjects_of(threads, language)
    others = defaultdict(list)
    for member in (
        members_now().filter(thread__in=threads).exclude(person=person).select_related("person").order_by("pk")
    ):
        others[member.thread_id].append(member.person)
    return [
        ThreadLine(
            thread=thread,
            others=others[thread.pk],
            about=subjects[thread.pk].title if thread.pk in subjects else "",
            last_body=getattr(thread, "last_body") or "",  # noqa: B009  (annotated above, unknown to the type checker)
            unread=getattr(thread, "unread"),  # noqa: B009
            last_is_own=getattr(thread, "last_is_own"),  # noqa: B009
        )
        for thread in threads
    ]


def _standing(rows: Iterable[tuple[Any, ...]], sessions: Collection[str]) -> Standing:
    """Rows and no models: a room may have a thousand members."""
    return Standing({(row[0], row[1]): Part(*row) for row in rows}, sessions_alive(sessions))


def _messages_of(thread_id: UUID | Given) -> QuerySet[Message]:
    """Messages as they are shown, by whom; the clocks of the devices are for nobody to read."""
    return Message.objects.filter(thread=thread_id).select_related("author").defer("device_at")


def _unseen() -> QuerySet[Message]:
    """Inside a query over members: what others wrote and she has not read."""
    her = Given("person", UUIDField())
    return Message.objects.filter(thread=OuterRef("thread"), sequence__gt=OuterRef("read")).exclude(author=her)


def _unread() -> QuerySet[ThreadMember, Any]:
    return members_now().filter(Exists(_unseen()), person=Given("person", UUIDField())).values_list("pk", flat=True)


def _waiting() -> QuerySet[ThreadMember, Any]:
    first = _unseen().order_by("sequence")
    hers = members_now().filter(person=Given("person", UUIDField()))
    waiting = hers.annotate(since=Subquery(first.values("received_at")[:1])).exclude(since=None)
    told = waiting.annotate(talks=Window(Count("pk")), name=Subquery(first.values("author__name")[:1]))
    return told.order_by("since", "pk").values_list("talks", "name", "since")[:1]


# The columns of a Part.
_PART = ("thread", "person", "delivered", "read", "thread__last_sequence", "person__user__password")
# What every look asks, and every socket that opens.
_AFTER: Prepared[Message] = Prepared(
    lambda: (
        _messages_of(Given("thread", UUIDField()))
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
# What every page of a talk asks, every page that has the menu, and the desk.
_UNREAD: Prepared[Any] = Prepared(_unread, shape=thread_contexts.items)
_WAITING: Prepared[Any] = Prepared(_waiting, shape=thread_contexts.items)
_NEWEST: Prepared[Message] = Prepared(
    lambda: _messages_of(Given("thread", UUIDField())).order_by("-sequence")[:MESSAGES_A_PAGE]
)
_MEMBERS: Prepared[ThreadMember] = Prepared(
    lambda: members_now().filter(thread=Given("thread", UUIDField())).select_related("person", "thread").order_by("pk"),
    shape=thread_contexts.items,
)
