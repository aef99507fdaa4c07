"""What is worked out from a sheet, in words."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.asked import Line
from core.money import shown
from core.numbers import grouped
from groupwork.reckoning import break_even, day_profit, pilot_of, price_for
from groupwork.sheets import BUY, COST_OF_A_PIECE, HAVE, LEARN, Sums


def sums_of(sums: Sums | None, entries: Mapping[str, Any]) -> list[Line]:
    """What a sheet comes to; nothing where too little is filled in."""
    return _WORKED_OUT[sums](entries) if sums else []


def _day_profit(entries: Mapping[str, Any]) -> list[Line]:
    goods = [
        (_number(row, "buy"), _number(row, "sell"), _number(row, "units"))
        for row in entries.get("rows", [])
        if {"buy", "sell", "units"} <= row.keys()
    ]
    if not goods:
        return []
    return [Line(_("Earned in a day with these"), shown(day_profit(goods, running=_number(entries, "running"))))]


def _competency(entries: Mapping[str, Any]) -> list[Line]:
    rows = [row for row in entries.get("rows", []) if row.get("way")]
    ways = Counter(row["way"] for row in rows)
    if not rows:
        return []
    said = _("%(have)s have it · %(learn)s learn it · %(buy)s buy it in")
    bought = sum((_number(row, "money") for row in rows if row["way"] == BUY), Decimal(0))
    number = ngettext("%(number)s task", "%(number)s tasks", len(rows)) % {"number": len(rows)}
    return [
        Line(number, said % {"have": ways[HAVE], "learn": ways[LEARN], "buy": ways[BUY]}),
        Line(_("Adds to the cost of a month"), shown(bought)),
    ]


def _pilot(entries: Mapping[str, Any]) -> list[Line]:
    result = pilot_of(**{name: _number(entries, name) for name in ("made", "sold", "price", "cost")})
    label = _("Profit") if result.profit >= 0 else _("Loss")
    lines = [Line(label, shown(abs(result.profit)))]
    return [*lines, Line(_("What was left over would have brought"), shown(result.lost))] if result.lost else lines


def _price(entries: Mapping[str, Any]) -> list[Line]:
    cost = sum((_number(entries, name) for name in COST_OF_A_PIECE), Decimal(0))
    lines = [Line(_("Cost of a piece: the floor"), shown(cost))]
    if "percent" in entries:
        lines.append(Line(_("Price to keep that much"), shown(price_for(cost, percent=_number(entries, "percent")))))
    if "price" in entries:
        lines.append(_leaves(_number(entries, "price") - cost))
    return lines


def _plan(entries: Mapping[str, Any]) -> list[Line]:
    if not {"price", "cost"} <= entries.keys():
        return []
    leaves = _number(entries, "price") - _number(entries, "cost")
    lines = [_leaves(leaves)]
    if "fixed" in entries:
        needed = break_even(_number(entries, "fixed"), leaves=leaves)
        text = _("No number of pieces: a piece leaves nothing") if needed is None else grouped(needed)
        lines.append(Line(_("Pieces a month that carry the costs"), text))
    if {"fixed", "units"} <= entries.keys():
        left = leaves * _number(entries, "units") - _number(entries, "fixed")
        lines.append(Line(_("Left in a month"), shown(left)))
    return lines


def _leaves(rupees: Decimal) -> Line:
    if rupees < 0:
        return Line(_("The price is below the cost: a piece loses"), shown(-rupees), warns=True)
    return Line(_("A piece leaves"), shown(rupees))


_WORKED_OUT = {
    Sums.DAY_PROFIT: _day_profit,
    Sums.COMPETENCY: _competency,
    Sums.PILOT: _pilot,
    Sums.PRICE: _price,
    Sums.PLAN: _plan,
}


def _number(entries: Mapping[str, Any], name: str) -> Decimal:
    return Decimal(entries.get(name, 0))
