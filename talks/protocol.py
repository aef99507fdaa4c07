"""What goes over the wire of a thread, in both directions and by the fallback over plain HTTP.

Client to server: ``hello`` and ``ping`` carry the last sequence the client has; ``send`` a record as a batch of
:mod:`submissions.wire` has it; ``receipts`` how far it has received and seen. Server to client: ``messages`` (what is
new, and how far each member is), ``outcome`` (of a record, as a batch is answered; ``ack`` is null where a frame could
not be read), ``pong``. ``messages`` that are ``partial`` name only those members who have come further since the last
ones on this socket. A ``pong`` names the person of the session: on a shared phone a page that was left open must not
send under the name of whoever has signed in since.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.urls import reverse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from talks.models import Message, ThreadMember
from talks.queries import News, Part

LONGEST_FRAME_LETTERS = 32_768
Sequence = Annotated[int, Field(ge=0, le=2_147_483_647)]


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hello(_Frame):
    """First frame of a socket, and of each reconnect."""

    type: Literal["hello"]
    after: Sequence


class Ping(_Frame):
    """The heartbeat, every 45 seconds."""

    type: Literal["ping"]
    after: Sequence


class Send(_Frame):
    """A record; whether it is one is for :mod:`submissions` to say."""

    type: Literal["send"]
    record: Any


class Receipts(_Frame):
    """How far this device has received and this person has seen."""

    type: Literal["receipts"]
    delivered: Sequence
    read: Sequence


Frame = Annotated[Hello | Ping | Send | Receipts, Field(discriminator="type")]
_frames: TypeAdapter[Hello | Ping | Send | Receipts] = TypeAdapter(Frame)


def read_frame(text: str) -> Hello | Ping | Send | Receipts:
    """The frame in ``text``; raises ValueError (pydantic's is one) where it is none."""
    return _frames.validate_json(text)


def message_out(message: Message) -> dict[str, Any]:
    """A message as the page gets it."""
    said: dict[str, Any] = {
        "id": str(message.pk),
        "sequence": message.sequence,
        "author": str(message.author_id),
        "name": message.author.first_name,
        "body": message.body,
        "at": _stamp(message.received_at),
    }
    if photo := message.photo:
        said["photo"] = {"address": address_of_file(message), "width": photo.width, "height": photo.height}
    if voice := message.voice:
        said["voice"] = {"address": address_of_file(message), "seconds": voice.seconds}
    return said


def address_of_file(message: Message) -> str:
    """Where those who take part fetch what goes with it."""
    return reverse("talks:file", args=[message.pk])


def receipt_out(member: ThreadMember) -> dict[str, Any]:
    """How far a member is."""
    return {"person": str(member.person_id), "delivered": member.delivered, "read": member.read}


def news_out(news: News) -> dict[str, Any]:
    """What is new for a client, and how far each member is."""
    return {
        "messages": [message_out(message) for message in news.messages],
        "receipts": [receipt_out(member) for member in news.members],
    }


def news_of_a_room(messages: Iterable[Message], slowest: Iterable[Part] | None) -> dict[str, Any]:
    """What is new for a socket: all receipts that its page needs, or None where they are as they were."""
    return {
        "messages": [message_out(message) for message in messages],
        "receipts": [part_out(part) for part in slowest or ()],
        "partial": slowest is None,
    }


def part_out(part: Part) -> dict[str, Any]:
    """How far a member is, as above."""
    return {"person": str(part.person_id), "delivered": part.delivered, "read": part.read}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
