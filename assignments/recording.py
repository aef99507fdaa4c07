"""What a record asks, as it is kept with an assignment, and what was recorded.

What is asked goes by a name made of its label, kind and unit: what is worded anew is another question, and no answer
comes to stand under words by which it was not asked.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from statistics import median
from typing import Any

from core.asked import Ask, Asked, all_as_typed, in_words

MOST_ASKED = 40
SUMMED = (Ask.NUMBER, Ask.RUPEES)
FEWEST_SUMMED = 2

# As it is kept: a list of what is asked, each as ``as_data`` has it.
Asks = list[dict[str, Any]]


@dataclass(frozen=True)
class Record:
    """What was filled in, with what was asked then."""

    asks: Asks
    entries: Mapping[str, str]

    @property
    def as_typed(self) -> dict[str, Any]:
        """What a form begins with, to fill it in anew."""
        return all_as_typed(asked_in(self.asks), self.entries)


NOTHING = Record([], {})


@dataclass(frozen=True)
class RecordLine:
    """What was asked and what was answered, in words; ``before`` is what stood in the version before, None where it is
    the same or there was none.
    """

    label: str
    text: str
    before: str | None = None


@dataclass(frozen=True)
class Sum:
    """What a ``number`` of answers to the same come to: together, and the one in the middle."""

    asked: Asked
    number: int
    total: Decimal
    middle: Decimal

    @property
    def in_words(self) -> tuple[str, str]:
        """Both, as an answer is read."""
        return in_words(self.asked, str(self.total)), in_words(self.asked, str(self.middle))


def name_of(label: str, ask: Ask, unit: str = "") -> str:
    """The name of what is asked so. It begins with a letter: to a database a number is a place in a list.

    >>> name_of("Sales", Ask.RUPEES) == name_of("Sales", Ask.RUPEES) != name_of("Sales", Ask.NUMBER)
    True
    """
    return "r" + sha256(f"{ask}\n{unit}\n{label}".encode()).hexdigest()[:12]


def as_data(asked: Asked) -> dict[str, Any]:
    """As it is kept with an assignment; what is not said of it is left out."""
    said: dict[str, Any] = {"name": asked.name, "label": str(asked.label), "ask": asked.ask.value}
    said |= {"hint": str(asked.hint), "unit": str(asked.unit), "required": asked.required}
    said["choices"] = [str(choice) for choice, _label in asked.choices]
    return {name: value for name, value in said.items() if value}


def asked_in(asks: Iterable[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """What is kept, to ask it."""
    return tuple(
        Asked(
            each["name"],
            each["label"],
            Ask(each["ask"]),
            each.get("hint", ""),
            tuple((choice, choice) for choice in each.get("choices", [])),
            each.get("required", False),
            each.get("unit", ""),
        )
        for each in asks
    )


def key_of(asks: Asks) -> str:
    """By which a page says what it asked; nothing where it asked nothing.

    >>> key_of([]), key_of([{"name": "a"}]) == key_of([{"name": "a"}]) != key_of([{"name": "b"}])
    ('', True)
    """
    return sha256(json.dumps(asks, sort_keys=True).encode()).hexdigest()[:12] if asks else ""


def lines_of_record(now: Record, before: Record | None) -> list[RecordLine]:
    """All that was asked or answered, in order, with what changed; what was asked ``before`` alone stands last."""
    asked = asked_in(now.asks)
    if before is None:
        return [RecordLine(str(each.label), _said(each, now.entries)) for each in asked]
    lines = []
    for each in columns_of([now.asks, before.asks]):
        said, was = _said(each, now.entries), _said(each, before.entries)
        if said or was or each in asked:
            lines.append(RecordLine(str(each.label), said, was if was != said else None))
    return lines


def columns_of(kept: Iterable[Asks]) -> list[Asked]:
    """All that is asked in ``kept``, each once, where it is asked first."""
    found: dict[str, Asked] = {}
    for asks in kept:
        for each in asked_in(asks):
            found.setdefault(each.name, each)
    return list(found.values())


def sums_of(asked: Iterable[Asked], kept: Sequence[Mapping[str, str]]) -> list[Sum]:
    """Of the numbers and sums of money that were answered more than once.

    >>> sales = Asked("s", "Sales", Ask.RUPEES)
    >>> [(each.total, each.middle) for each in sums_of([sales], [{"s": "10"}, {"s": "20"}, {"s": "90.50"}, {}])]
    [(Decimal('120.50'), Decimal('20'))]
    """
    summed = [each for each in asked if each.ask in SUMMED]
    found = ((each, [Decimal(entries[each.name]) for entries in kept if each.name in entries]) for each in summed)
    return [
        Sum(each, len(numbers), sum(numbers, Decimal(0)), median(numbers))
        for each, numbers in found
        if len(numbers) >= FEWEST_SUMMED
    ]


def _said(asked: Asked, entries: Mapping[str, str]) -> str:
    return in_words(asked, entries[asked.name]) if asked.name in entries else ""
