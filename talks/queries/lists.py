"""The list of somebody's talks, and what is new or waits in them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from core.prepared import Given, Prepared
from people.models import Person
from talks.contexts import thread_contexts
from talks.models import Message, Thread, ThreadMember
from talks.permissions import members_now
from talks.queries.pages import subjects_of

TALKS_A_PAGE = 30


@dataclass(frozen=True)
class ThreadLine:
    """One line of the list; ``waits_since`` where her answer is awaited, when that began."""

    thread: Thread
    others: list[Person]
    about: str
    last: Message
    is_own: bool
    unread: int
    waits_since: datetime | None


class Waiting(NamedTuple):
    """That so many talks have something new for somebody, in how many her answer is awaited, by whom the longest."""

    talks: int
    unanswered: int
    name: str | None
    since: datetime | None


def unread_threads(person: Person) -> int:
    """In how many talks of ``person`` somebody else wrote something she has not read, in one query."""
    return len(_UNREAD.all(person=person.pk))


def waiting_of(person: Person) -> Waiting | None:
    """In how many talks something waits for ``person``, and who waits longest for an answer.

    One query, two where somebody waits.
    """
    row = _WAITING.first(person=person.pk)
    if row is None:
        return None
    talks, unanswered, thread, since = row
    name = _WAITS.first(thread=thread, since=since) if since else None
    return Waiting(talks, unanswered, name, since) if talks or unanswered else None


class Talks(Paginator):
    """The places of somebody in talks: all, or those in which her answer is awaited; one query counts both."""

    def __init__(self, places: Any, *, waiting: bool) -> None:
        super().__init__(places.filter(waits_since__isnull=False) if waiting else places, TALKS_A_PAGE)
        self._all, self._waiting = places, waiting

    @cached_property
    def number(self) -> dict[str, int]:
        """How many there are of ``all`` and of those in which somebody is ``waiting``."""
        number: dict[str, int] = self._all.aggregate(all=Count("pk"), waiting=Count("waits_since"))
        return number

    @cached_property
    def count(self) -> int:
        """How many are in the pages."""
        return self.number["waiting" if self._waiting else "all"]


def page_of_talks(person: Person, number: str | None, *, waiting: bool = False) -> Page:
    """A page of the places of ``person`` in talks in which something was written: those with news first.

    Of these and then of the rest, who has waited longest for her answer comes first, and then the newest. ``waiting``
    leaves only talks in which somebody waits. What a line shows besides is asked for the lines of the page alone.
    """
    mine = members_now().filter(person=person, thread__last_sequence__gt=0).select_related("thread")
    mine = mine.annotate(waits_since=_waits_since())
    news_first = Case(When(_has_news(person), then=Value(0)), default=Value(1))
    in_turn = mine.order_by(news_first, F("waits_since").asc(nulls_last=True), "-thread__last_message_at", "pk")
    return Talks(in_turn, waiting=waiting).get_page(number)


def number_waiting(page: Page) -> int:
    """In how many talks of the person whose page it is her answer is awaited, on whichever page."""
    return cast(Talks, page.paginator).number["waiting"]


def thread_lines(places: Collection[ThreadMember], person: Person, language: str) -> list[ThreadLine]:
    """What ``person`` is shown of each of her places of a page."""
    threads = [place.thread for place in places]
    subjects = subjects_of(threads, language)
    others = defaultdict(list)
    for member in (
        members_now().filter(thread__in=threads).exclude(person=person).select_related("person").order_by("pk")
    ):
        others[member.thread_id].append(member.person)
    last, unread = _last_of(threads, person)
    return [
        ThreadLine(
            thread=thread,
            others=others[thread.pk],
            about=subjects[thread.pk].title if thread.pk in subjects else "",
            last=last[thread.pk],
            is_own=last[thread.pk].author_id == person.pk,
            unread=unread[thread.pk],
            waits_since=thread.waits_since
            if place.role in thread_contexts.get(thread.context_kind).answering
            else None,
        )
        for place, thread in zip(places, threads, strict=True)
    ]


def _last_of(threads: Collection[Thread], person: Person) -> tuple[dict[Any, Message], dict[Any, int]]:
    """The last message of each, and how many ``person`` has not read, in one query."""
    read = ThreadMember.objects.filter(thread=OuterRef(OuterRef("thread")), person=person).values("read")
    unseen = (
        Message.objects.filter(thread=OuterRef("thread"), sequence__gt=Subquery(read))
        .exclude(author=person)
        .order_by()
        .values("thread")
        .annotate(count=Count("pk"))
        .values("count")
    )
    newest = Message.objects.filter(thread__in=threads, sequence=F("thread__last_sequence"))
    rows = newest.annotate(unread=Coalesce(Subquery(unseen), 0))
    unread = {row.thread_id: getattr(row, "unread") for row in rows}  # noqa: B009  (annotated, unknown to the types)
    return {row.thread_id: row for row in rows}, unread


def _is_awaited() -> Q:
    """Over members: somebody waits there, and for who has her role."""
    hers = Q(pk__in=[])
    for kind, context in thread_contexts.items():
        hers |= Q(thread__context_kind=kind, role__in=context.answering)
    return Q(thread__waits_since__isnull=False) & hers


def _waits_since() -> Case:
    return Case(When(_is_awaited(), then=F("thread__waits_since")), output_field=DateTimeField())


def _has_news(person: "Person | Given") -> Q:
    """Over members: others wrote what she has not read. Where she has come to the last word nothing is looked for."""
    unseen = Message.objects.filter(thread=OuterRef("thread"), sequence__gt=OuterRef("read")).exclude(author=person)
    return Q(thread__last_sequence__gt=F("read")) & Q(Exists(unseen))


def _unread() -> QuerySet[ThreadMember, Any]:
    her = Given("person", UUIDField())
    return members_now().filter(_has_news(her), person=her).values_list("pk", flat=True)


def _waiting() -> QuerySet[ThreadMember, Any]:
    """What she has read and not answered waits too, until she or another of those who answer writes.

    All her talks are counted through, those without news too: nothing is asked twice, and the statement stays below
    4,096 letters, up to which psycopg remembers how it is written for the server.
    """
    her = Given("person", UUIDField())
    hers = members_now().filter(person=her).annotate(since=_waits_since())
    counted = hers.annotate(talks=Window(Count("pk", filter=_has_news(her))), unanswered=Window(Count("since")))
    in_turn = counted.order_by(F("since").asc(nulls_last=True), "pk")
    return in_turn.values_list("talks", "unanswered", "thread", "since")[:1]


def _waits() -> "QuerySet[Message, str]":
    """Whose message it is that came to a talk in which somebody waits ``since`` then."""
    thread, since = Given("thread", UUIDField()), Given("since", DateTimeField())
    first = Message.objects.filter(thread=thread, received_at=since).order_by("sequence")
    return first.values_list("author__name", flat=True)[:1]


# What every page that has the menu asks, and the desk.
_UNREAD: Prepared[Any] = Prepared(_unread, shape=thread_contexts.items)
_WAITING: Prepared[Any] = Prepared(_waiting, shape=thread_contexts.items)
_WAITS: Prepared[str] = Prepared(_waits)
