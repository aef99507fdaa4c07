"""What is asked, written down as data, and what was answered, as it is kept and as it is read.

An answer is kept as plain text under the name of what was asked: a number as ``1234.5``, a day as ``2026-11-28``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.money import shown
from core.numbers import grouped

Text = str | Promise


class Ask(StrEnum):
    """How an answer is typed."""

    LINE = "line"
    LINES = "lines"
    NUMBER = "number"
    RUPEES = "rupees"
    DAY = "day"
    YES_NO = "yes-no"
    CHOICE = "choice"


YES_OR_NO: tuple[tuple[str, Text], ...] = (("yes", _("Yes")), ("no", _("No")))
NOT_SAID: tuple[str, Text] = ("", _("Not said"))


@dataclass(frozen=True)
class Asked:
    """One thing that is asked. ``unit`` is that of a number, ``choices`` those of a choice."""

    name: str
    label: Text
    ask: Ask = Ask.LINE
    hint: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = False
    unit: Text = ""


@dataclass(frozen=True)
class Line:
    """What is asked, and the answer as it is read; whether it ``warns``."""

    label: str
    text: str
    warns: bool = False


def lines_of(asked: Iterable[Asked], entries: Mapping[str, Any]) -> list[Line]:
    """Of what was answered, in the order in which it was asked."""
    return [Line(str(each.label), in_words(each, entries[each.name])) for each in asked if each.name in entries]


def in_words(asked: Asked, kept: str) -> str:
    """An answer as it is read."""
    value = as_value(asked, kept)
    if asked.ask == Ask.RUPEES:
        return shown(value)
    if asked.ask == Ask.NUMBER:
        return f"{grouped(value)} {asked.unit}" if asked.unit else grouped(value)
    if asked.ask == Ask.DAY:
        return date_format(value)
    return str(value)


def as_value(asked: Asked, kept: str) -> Any:
    """An answer as plain data: a number, a day, or what was typed or chosen in words."""
    if asked.ask in (Ask.CHOICE, Ask.YES_NO):
        return str(dict(asked.choices or YES_OR_NO).get(kept, kept))
    return as_typed(asked, kept)


def as_typed(asked: Asked, kept: str) -> Any:
    """What a form begins with, where an answer is to be corrected."""
    if asked.ask in (Ask.RUPEES, Ask.NUMBER):
        return Decimal(kept)
    return date.fromisoformat(kept) if asked.ask == Ask.DAY else kept


def all_as_typed(asked: Iterable[Asked], entries: Mapping[str, Any]) -> dict[str, Any]:
    """{name: what its field begins with} of what was answered."""
    return {each.name: as_typed(each, entries[each.name]) for each in asked if each.name in entries}


def as_kept(value: Any) -> str:
    """What a field made of an answer, as it is kept."""
    return value.isoformat() if isinstance(value, date) else str(value)
