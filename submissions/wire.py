"""What a phone posts: a batch of records of one person, and how it is read.

``{"person": id, "sent_at", "records": [{"id", "kind", "about", "device_at", "corrects", "fields": {name: text or
texts}}]}``. ``sent_at`` is by the clock of ``device_at``: so it is known how long each has lain on the phone. The
answer has one outcome a record: ``{"ack": id, "state", "code", "sentence", "field", "facts"}``. What is not among the
outcomes was not looked at, and is sent again.

A file that is carried is ``{"portal_records": 1, "key", "signature", "signed"}``: ``signed`` is a text, the JSON of
``{"person", "made_at", "records"}``, and ``signature`` is of its bytes, so that nobody has to agree how JSON is spelt.
"""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from core.records import usable_device_time

MOST_RECORDS = 50
# Of a batch so many are looked at that hold a file: the phone fits no more photos of its own into one, and to open
# photos that somebody else made takes up to half a second each.
MOST_FILES = 3
MOST_CARRIED = 500
LONGEST_NAME = 120


def _time_of_the_device(said: Any) -> datetime | None:
    """The clock of a phone is data: where it says nothing of use, the record goes without."""
    try:
        moment = parse_datetime(said) if isinstance(said, str) else None
    except ValueError:
        moment = None
    return usable_device_time(moment, timezone.now())


def _whole_characters(text: str) -> str:
    """Refuses half a character, which neither a page nor a database takes."""
    text.encode()
    return text


Text = Annotated[str, AfterValidator(_whole_characters)]


class Batch(BaseModel):
    """Who wrote it, and her records; each of them is read by itself."""

    person: UUID
    sent_at: Annotated[datetime | None, BeforeValidator(_time_of_the_device)] = None
    records: Annotated[list[Any], Field(max_length=MOST_RECORDS)]


class Record(BaseModel):
    """One record as it came."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    kind: Annotated[Text, Field(max_length=40)]
    about: Annotated[Text, Field(max_length=160)] = ""
    device_at: Annotated[datetime | None, BeforeValidator(_time_of_the_device)] = None
    corrects: UUID | None = None
    fields: dict[Annotated[Text, Field(max_length=LONGEST_NAME)], Text | list[Text]] = {}


class CarriedFile(BaseModel):
    """A file as a phone wrote it."""

    portal_records: Literal[1]
    key: Annotated[str, Field(max_length=60)]
    signature: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    signed: Text


class Carried(BaseModel):
    """What is signed in it: who wrote it and when, and her records; each of them is read by itself."""

    person: UUID
    made_at: Annotated[datetime | None, BeforeValidator(_time_of_the_device)] = None
    records: Annotated[list[Any], Field(max_length=MOST_CARRIED)]
