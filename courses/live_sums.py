"""Sums whose numbers a reader may change: worked out here first, and by ``live_sum.js`` in the same way afterwards.

A row is rounded as it is shown, and rows below go on with what is shown, as on paper. Worked: cost 28, price 40 give
``price - cost`` = 12, ``kept / cost * 100`` = 42.9 (one decimal), ``ceil(5300 / kept)`` = 442.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.charts import said
from core.formulas import NAME, Formula, FormulaIsWrong, HasNoValue, as_lists, half_up, read_formula

_IN_BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")
ALL = Decimal(100)


class SumIsWrong(ValueError):
    """``field`` of the sum (numbers, rows, answer) is wrong, and ``sentence`` says why, for its author."""

    def __init__(self, field: str, sentence: str | Promise) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True)
class SumRow:
    """One row: the ``name`` by which rows below it call its result, and how that is shown."""

    name: str
    formula: Formula
    unit: str
    decimals: int
    is_drawn: bool


@dataclass(frozen=True)
class Bar:
    """A bar in hundredths of the room: where it begins, how wide it is, and whether it goes below nothing."""

    x: Decimal
    width: Decimal
    is_below: bool


def read_rows(numbers: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], answer: str) -> list[SumRow]:
    """The rows of a sum as they are written. Raises SumIsWrong."""
    known: set[str] = set()
    for number in numbers:
        _add(known, number["name"], "numbers")
        least, value, most = number["least"], number["value"], number["most"]
        if None in (least, value, most) or not least <= value <= most:  # in a draft some may be to come
            raise SumIsWrong("numbers", _("The number at the beginning lies outside of what may be typed."))
    read = []
    for row in rows:
        try:
            formula = read_formula(row["formula"])
        except FormulaIsWrong as error:
            raise SumIsWrong("rows", error.sentence) from error
        unknown = sorted(formula.names - known)
        if unknown:
            raise SumIsWrong("rows", format_lazy(_("Nothing above is called {name}."), name=unknown[0]))
        _add(known, row["name"], "rows")
        read.append(SumRow(row["name"], formula, row["unit"] or "", int(row["decimals"] or 0), bool(row["drawn"])))
    for name in _IN_BRACES.findall(answer):
        if name not in known:
            raise SumIsWrong("answer", format_lazy(_("Nothing above is called {name}."), name=name))
    return read


def results(rows: Sequence[SumRow], numbers: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """{row: what it comes to as shown}; None where it comes to nothing, and so in all that goes on with it."""
    known: dict[str, Decimal | None] = dict(numbers)
    for row in rows:
        given = {name: known[name] for name in row.formula.names}
        known[row.name] = None if None in given.values() else _shown(row, given)
    return {row.name: known[row.name] for row in rows}


def bars(values: Sequence[Decimal | None]) -> list[Bar]:
    """A bar for each value, all to one scale; the line of nothing moves to the right where some lie below it."""
    there = [value or Decimal(0) for value in values]
    low, high = min([*there, Decimal(0)]), max([*there, Decimal(0)])
    room = (high - low) or Decimal(1)
    zero = -low / room * ALL
    return [
        Bar(_tenth(zero + min(value, Decimal(0)) / room * ALL), _tenth(abs(value) / room * ALL), value < 0)
        for value in there
    ]


def _tenth(value: Decimal) -> Decimal:
    return half_up(value, Decimal(1))


def for_script(numbers: Sequence[Mapping[str, Any]], rows: Sequence[SumRow]) -> dict[str, Any]:
    """What the script works by."""
    return {
        "numbers": [number["name"] for number in numbers],
        "rows": [
            {"name": row.name, "formula": as_lists(row.formula), "decimals": row.decimals, "unit": row.unit}
            for row in rows
        ],
    }


def parts_of(answer: str, found: Mapping[str, str]) -> list[tuple[str, str]]:
    """``answer`` cut at its braces: (text, name), with an empty name where it is only text.

    Braces around what is not ``found`` are text: a translator may have changed what stands in them.
    """
    parts, end = [], 0
    for match in (each for each in _IN_BRACES.finditer(answer) if each[1] in found):
        parts += [(answer[end : match.start()], ""), (found[match[1]], match[1])]
        end = match.end()
    return [part for part in [*parts, (answer[end:], "")] if part[0]]


def as_said(value: Decimal | None, unit: str) -> str:
    """A result as it is read: grouped, with its unit; a dash where there is none."""
    return said(value, unit)


def _add(known: set[str], name: str, field: str) -> None:
    if not NAME.fullmatch(name):
        raise SumIsWrong(field, _("A name has small letters, digits and _ and begins with a letter, such as price."))
    if name in known:
        raise SumIsWrong(field, format_lazy(_("Two things are called {name}."), name=name))
    known.add(name)


def _shown(row: SumRow, given: Mapping[str, Any]) -> Decimal | None:
    try:
        return half_up(row.formula.value(given), Decimal(row.decimals)) + 0  # never a minus before nothing
    except (HasNoValue, InvalidOperation):
        return None
