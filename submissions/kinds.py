"""Kinds of what is handed in: how each is read, what it does, where it is mended."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import Form
from django.http import QueryDict
from django.utils.functional import Promise

from core.records import FieldRecord
from core.registry import Registry
from people.models import Person
from submissions.errors import NotYours

# In the address of a form: which of the things that were not taken is mended there.
MENDS = "mends"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Handed:
    """One thing as it was handed in. ``about`` says of its kind what it belongs to, such as the id of an attempt.

    ``age`` is how long it lay on the device before it was sent now, None where nobody knows. ``corrects`` is what was
    refused before and is hereby mended.
    """

    id: UUID
    kind: str
    about: str
    fields: QueryDict
    device_at: datetime | None = None
    age: timedelta | None = None
    corrects: UUID | None = None

    def row_about(self, rows: "QuerySet[Row]") -> Row | None:
        """The one of ``rows`` that it is about; None where it is about nothing. Raises NotYours where it is not one."""
        if not self.about:
            return None
        try:
            row = rows.filter(pk=self.about).first()
        except (ValueError, ValidationError):
            row = None  # no key
        if row is None:
            raise NotYours
        return row


Facts = Mapping[str, Any]


def _none(record: Any, handed: Handed) -> Facts:
    return {}


def _untitled(reader: Person, abouts: Iterable[str]) -> Mapping[str, str]:
    return {}


def _as_typed(handed: Iterable[Handed]) -> Mapping[UUID, list[str]]:
    return {}


def nothing_to_read(handed: Iterable[Handed]) -> Mapping[UUID, list[str]]:
    """For a kind whose fields say nothing to a reader: that it came is all there is to say."""
    return {each.id: [] for each in handed}


def keys_about(abouts: Iterable[str]) -> dict[str, UUID]:
    """The key that each begins with, as in ``<lesson>/<form>``; what begins with none is about nothing."""
    keys = {}
    for about in abouts:
        with suppress(ValueError):
            keys[about] = UUID(about.partition("/")[0])
    return keys


@dataclass(frozen=True)
class Kind:
    """A kind of what is handed in: by a phone's batch and by the button of a page alike.

    ``form`` reads it, and raises a Refusal where it is about something that is not hers. ``apply`` gives a valid form
    its effect, inside a transaction; it raises a Refusal, or a Hold where somebody has to look at it, and returns what
    the page is told. ``record`` is what it becomes, under its own id; ``facts`` tells of one that came before what
    ``apply`` told then, and raises IdIsTaken where it is another. Of a kind without records :mod:`submissions` writes
    down that it came, unless it ``is_repeatable``: comes to the same however often it is applied. Where it
    ``is_written_over``, what comes later in the same fields stands in the place of what was refused before.
    ``address`` is the page it belongs to, by what it is about; ``form_at`` that of its form, where that fills in again
    what was typed (``submissions.http.hand_in_page``); ``titles`` names what several are about, where a reader may see
    it; ``words`` gives {its id: what was typed, as a reader says it} where the fields hold something else.
    ``releases`` are the kinds that are held as long as this one about the same is, in the order in which they are to
    be taken then. ``files`` are the fields that hold one as text, which nobody reads, or belong to it. What holds one
    is read before the transaction begins, for that takes long: its ``form`` says first whether it is hers. Where it is
    refused, the file is not kept; where it is held, as its field says here: without what nobody meant to send, and
    ValueError where it is none. Of a repeatable kind that ``needs_no_transaction`` each statement is whole without the
    others: where it ends half way, it is done when it comes again.
    """

    label: str | Promise
    form: Callable[[Person, Handed], Form]
    apply: Callable[[Person, Handed, Any], Facts | None]
    address: Callable[[str], str]
    form_at: Callable[[str], str] | None = None
    record: type[FieldRecord] | None = None
    facts: Callable[[Any, Handed], Facts] = _none
    titles: Callable[[Person, Iterable[str]], Mapping[str, str]] = _untitled
    words: Callable[[Iterable[Handed]], Mapping[UUID, list[str]]] = _as_typed
    releases: tuple[str, ...] = ()
    is_repeatable: bool = False
    is_written_over: bool = False
    needs_no_transaction: bool = False
    files: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.needs_no_transaction and not self.is_repeatable:
            raise ValueError("what does not come to the same again needs a transaction")

    def mended_at(self, about: str, submission: UUID) -> str:
        """Where what was not taken is mended: the page of its form, which fills in what was typed."""
        if self.form_at is None:
            return self.address(about)
        return f"{self.form_at(about)}?{urlencode({MENDS: submission})}"

    def holds_file(self, fields: Mapping[str, Any]) -> bool:
        """Whether one of ``files`` is among ``fields``."""
        return any(fields.get(name) for name in self.files)


# What upper apps lend: kinds by name; ways to help: each says what of it a person may see to; and ways to carry: each
# says for whom a person may hand in the file of a phone, as a rule over people.
submission_kinds: Registry[Kind] = Registry("kind of submission")
ways_to_help: Registry[Callable[[Person], Q]] = Registry("way to help")
ways_to_carry: Registry[Callable[[Person], Q]] = Registry("way to carry")
