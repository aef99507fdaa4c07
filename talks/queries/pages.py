"""A talk as its page shows it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet, UUIDField

from core.prepared import Given, Prepared
from people.models import Person
from talks.contexts import Subject, thread_contexts
from talks.models import Message, Thread, ThreadMember
from talks.permissions import members_now

MESSAGES_A_PAGE = 40
_SHOWN = ("thread", "sequence", "author__name", "body", "attached", "received_at")


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


def newest_messages(thread_id: UUID, *, before: int | None = None) -> list[Message]:
    """The newest 40 messages, or the 40 before sequence ``before``; oldest first."""
    if before is None:
        return _NEWEST.all(thread=thread_id)[::-1]
    messages = messages_of(thread_id).order_by("-sequence").filter(sequence__lt=before)
    return list(reversed(messages[:MESSAGES_A_PAGE]))


def own_message(author: Person, message_id: UUID) -> Message | None:
    """What ``author`` wrote under this id, also where she takes part no more: it is hers, and known to her phone."""
    return Message.objects.filter(pk=message_id, author=author).only("thread", "sequence").first()


def weights_of(threads: Collection[UUID]) -> dict[UUID, int]:
    """About how many bytes the photos and spoken messages on the page of each weigh."""
    weights = dict.fromkeys(threads, 0)
    on_its_page = Message.objects.filter(sequence__gt=F("thread__last_sequence") - MESSAGES_A_PAGE)
    for message in on_its_page.filter(thread__in=weights, attached__isnull=False).only("thread", "attached"):
        weights[message.thread_id] += message.weight
    return weights


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


def subjects_called(keys: Collection[UUID], language: str) -> dict[UUID, Subject]:
    """:func:`subjects_of` the threads of these keys, for who has a notice or a message of hers that names them; also
    where she takes part no more.
    """
    return subjects_of(Thread.objects.filter(pk__in=keys), language)


def messages_of(thread_id: UUID | Given) -> QuerySet[Message]:
    """Messages as they are shown, and the name of who wrote each; the clocks of the devices are for nobody to read."""
    return Message.objects.filter(thread=thread_id).select_related("author").only(*_SHOWN)


# What every page of a talk asks.
_NEWEST: Prepared[Message] = Prepared(
    lambda: messages_of(Given("thread", UUIDField())).order_by("-sequence")[:MESSAGES_A_PAGE]
)
_MEMBERS: Prepared[ThreadMember] = Prepared(
    lambda: members_now().filter(thread=Given("thread", UUIDField())).select_related("person", "thread").order_by("pk"),
    shape=thread_contexts.items,
)
