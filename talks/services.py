"""Every write in talks. Sending is one service for the socket, the page's fallback and the plain form."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, F, IntegerField, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from core.pictures import Picture
from core.prepared import Given, Prepared, PreparedInsert, PreparedUpdate
from core.recordings import Recording
from core.records import usable_device_time
from core.services import in_one_transaction, record_audit
from core.text import clean, is_visible
from desk.services import count_anew
from jobs.services import enqueue
from notifications.services import notify
from people.models import Person
from talks.attached import keep_file
from talks.contexts import thread_contexts
from talks.enums import MESSAGE
from talks.errors import (
    MessageHasBadCharacters,
    MessageIdIsTaken,
    MessageIsEmpty,
    MessageIsTooLong,
    PhotoAndVoice,
    ThreadIsClosed,
)
from talks.models import LONGEST_MESSAGE, Message, Thread, ThreadMember
from talks.permissions import members_now, threads_in_which
from talks.signals import message_sent, receipts_changed

# Who is looking at the thread reads a message before this is over and needs no notice of it.
LOOKING_TIME = timedelta(seconds=15)


@transaction.atomic
def open_thread(kind: str, key: UUID, *, members: Mapping[Person, str], by: Any) -> Thread:
    """The thread of this context, opened now where there is none; each of ``members`` takes part in the role named.

    ``by`` is the user who opens it.
    """
    thread, created = Thread.objects.get_or_create(context_kind=kind, context_key=key)
    for person, role in members.items():
        add_member(thread, person, role=role)
    if created:
        record_audit("thread.opened", thread, by=by)
    return thread


def add_member(thread: Thread, person: Person, *, role: str) -> ThreadMember:
    """``person`` takes part in the thread from now on, as long as its context lets her.

    Raises LookupError where the context has no such ``role``.
    """
    if role not in thread_contexts.get(thread.context_kind).role_names:
        raise LookupError(f"no role {role!r} in the context {thread.context_kind!r}")
    member, _created = ThreadMember.objects.get_or_create(thread=thread, person=person, defaults={"role": role})
    return member


def clean_body(body: str, *, may_be_empty: bool = False) -> str:
    """``body`` as it is kept. Raises MessageIsEmpty, MessageIsTooLong, MessageHasBadCharacters."""
    try:
        body = clean(body).strip()
    except ValueError:
        raise MessageHasBadCharacters from None
    if len(body) > LONGEST_MESSAGE:
        raise MessageIsTooLong
    if is_visible(body):
        return body
    if may_be_empty:
        return ""
    raise MessageIsEmpty


def _her_place() -> QuerySet[ThreadMember]:
    return ThreadMember.objects.filter(thread=OuterRef("pk"), person=Given("person", UUIDField()))


_OWN_THREAD: Prepared[Thread] = Prepared(
    lambda: (
        threads_in_which(Given("person", UUIDField()))
        .select_for_update()
        .filter(pk=Given("thread", UUIDField()))
        .annotate(read_by_her=Subquery(_her_place().values("read")), her_role=Subquery(_her_place().values("role")))
    ),
    shape=thread_contexts.items,
)
_NEW_MESSAGE = PreparedInsert(Message, passes_over=True)
_NUMBERED = PreparedUpdate(
    lambda: Thread.objects.filter(pk=Given("thread", UUIDField())),
    lambda: {
        "last_sequence": Given("sequence", IntegerField()),
        "last_message_at": Given("at", DateTimeField()),
        "waits_since": Given("waits_since", DateTimeField()),
    },
)


@in_one_transaction
def send_message(
    thread_id: UUID,
    *,
    author: Person,
    message_id: UUID,
    body: str,
    photo: Picture | None = None,
    voice: Recording | None = None,
    device_at: datetime | None = None,
    seen: int = 0,
) -> Message:
    """Keep a message and give it the next number of its thread; the same ``message_id`` again changes nothing.

    With a ``photo`` or a ``voice`` the text may be empty; it carries one of them. ``seen`` is the last message
    that stood before the author: she has read up to there. What came between is not read by answering: it may have been
    written while her own waited for a line.

    Raises PhotoAndVoice, ThreadIsClosed where ``author`` does not take part, what :func:`clean_body` raises, and
    MessageIdIsTaken where the id belongs to another message.
    """
    if photo and voice:
        raise PhotoAndVoice
    body = clean_body(body, may_be_empty=bool(photo or voice))
    thread = _OWN_THREAD.first(thread=thread_id, person=author.pk)
    if thread is None:
        raise ThreadIsClosed
    message = Message(
        id=message_id,
        thread=thread,
        sequence=thread.last_sequence + 1,
        author=author,
        body=body,
        attached=_facts_of(photo or voice),
        device_at=usable_device_time(device_at, timezone.now()),
    )
    if not _NEW_MESSAGE.add(message):
        return _known_message(message_id, thread=thread, author=author)
    if attached := photo or voice:
        keep_file(message, attached.content)
    waits_since = _waits_since(thread, message)
    _NUMBERED.execute(thread=thread_id, sequence=message.sequence, at=message.received_at, waits_since=waits_since)
    enqueue("thread.tell", key=f"tell:{message_id}", payload={"message": str(message_id)}, delay=LOOKING_TIME)
    if seen > getattr(thread, "read_by_her"):  # noqa: B009  (annotated above, unknown to the type checker)
        record_receipts(thread_id, author, read=seen)
    sequence = message.sequence
    transaction.on_commit(
        lambda: message_sent.send(sender=Message, thread_id=thread_id, sequence=sequence), robust=True
    )
    return message


def record_receipts(thread_id: UUID, person: Person, *, delivered: int = 0, read: int = 0) -> None:
    """What :func:`note_receipts` does for ``person``. Raises ThreadIsClosed where she does not take part."""
    member = members_now().filter(thread=thread_id, person=person).select_related("thread", "person").first()
    if member is None:
        raise ThreadIsClosed
    note_receipts(member, delivered=delivered, read=read)


@transaction.atomic
def note_receipts(member: ThreadMember, *, delivered: int, read: int) -> None:
    """``member`` has received all up to ``delivered`` and seen all up to ``read``; numbers only ever grow."""
    thread = member.thread
    read = min(read, thread.last_sequence)
    delivered = max(min(delivered, thread.last_sequence), read)
    if delivered <= member.delivered and read <= member.read:
        return
    ThreadMember.objects.filter(pk=member.pk).update(
        delivered=Greatest(F("delivered"), delivered), read=Greatest(F("read"), read)
    )
    count_anew(member.person_id)
    transaction.on_commit(lambda: receipts_changed.send(sender=ThreadMember, thread_id=thread.pk), robust=True)


@transaction.atomic
def note_receipts_together(thread_id: UUID, reached: Mapping[UUID, tuple[int, int]], *, by: str = "") -> None:
    """``reached`` is how far members of the thread have come, {person: (delivered, read)}, as Part.reaching has it.

    Many readers of one message have come equally far: one statement for all who have.
    """
    if not reached:
        return
    rows = ThreadMember.objects.filter(thread=thread_id)
    together = defaultdict(list)
    for person, numbers in reached.items():
        together[numbers].append(person)
    if len(reached) > 1:  # in one order, whoever else writes down some of the same
        list(rows.filter(person__in=reached).order_by("pk").select_for_update().values_list("pk", flat=True))
    for (delivered, read), people in together.items():
        rows.filter(person__in=people).update(
            delivered=Greatest(F("delivered"), delivered), read=Greatest(F("read"), read)
        )
    count_anew(*reached)
    transaction.on_commit(lambda: receipts_changed.send(sender=ThreadMember, thread_id=thread_id, by=by), robust=True)


def tell_who_has_not_read(payload: dict[str, Any]) -> None:
    """The job after a message: who takes part and has not read it by now is told, once for all she has not read.

    The notice is new again where she saw it and not the talk.
    """
    message = Message.objects.select_related("author", "thread").filter(pk=payload["message"]).first()
    if message is None:
        return
    thread = message.thread
    thread_contexts.get(thread.context_kind).complete(thread)
    waiting = members_now().filter(thread=thread, read__lt=message.sequence).exclude(person=message.author)
    for member in waiting.select_related("person"):
        notify(
            member.person,
            kind=MESSAGE,
            event=f"thread:{thread.pk}:after:{member.read}",
            data={"name": message.author.first_name, "thread": str(thread.pk)},
            link=reverse("talks:thread", args=[thread.pk]),
            occasion=str(message.pk),
        )


def _waits_since(thread: Thread, message: Message) -> datetime | None:
    """Since when somebody waits after ``message``: nobody does where those who answer wrote it, or where none are."""
    answering = thread_contexts.get(thread.context_kind).answering
    role = getattr(thread, "her_role")  # noqa: B009  (annotated above, unknown to the type checker)
    return (thread.waits_since or message.received_at) if answering and role not in answering else None


def _facts_of(attached: Picture | Recording | None) -> dict[str, Any] | None:
    if isinstance(attached, Picture):
        return {"width": attached.width, "height": attached.height}
    if isinstance(attached, Recording):
        return {"type": attached.media_type, "seconds": attached.seconds}
    return None


def _known_message(message_id: UUID, *, thread: Thread, author: Person) -> Message:
    """The message that was sent before under this id, where it is the author's own in this thread."""
    message = Message.objects.filter(pk=message_id, thread=thread, author=author).first()
    if message is None:
        raise MessageIdIsTaken
    return message
