"""The rows of a list, for its template."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.tables import DASH, Column, Frame, Reader, ShownList, said

register = template.Library()

Framed = tuple[Column[Any], Frame]
Drawn = Callable[[Any], list[str]]


@register.simple_tag(takes_context=True)
def drawn_rows(context: Context, shown: ShownList) -> SafeString:
    """All rows in one go: a template engine at every cell costs more than all there is in them."""
    reader, framed = Reader.of_now(), list(zip(shown.table.on_page, shown.frames, strict=True))
    parts: list[Drawn] = []
    for markups, beside in groupby(framed, lambda each: each[0].markups):
        if markups is None:
            parts += [_one(context, each, reader) for each in beside]
        else:
            parts.append(_many(list(beside), markups, reader))
    drawn: list[str] = []
    for listed in shown.rows:
        drawn.append('<tr role="row">')
        for part in parts:
            drawn += part(listed.row)
        drawn.append("</tr>\n")
    return mark_safe("".join(drawn))  # noqa: S308  (of cells, which are escaped)


def _one(context: Context, framed: Framed, reader: Reader) -> Drawn:
    """What draws the cell of a row in one column."""
    column, (before, after) = framed

    def drawn(row: Any) -> list[str]:
        inside = column.markup(row, reader) if column.markup else _inside(context, column, row, reader)
        return [before, _escaped(inside), after]

    return drawn


def _many(
    framed: Sequence[Framed], markups: Callable[[Any, Reader], Mapping[str, SafeString]], reader: Reader
) -> Drawn:
    """What draws the cells of a row in all columns of one ``markups``.

    There are thousands: those without are ready, and what is inside the others is laid between what stands around it,
    for to put texts together that are markup asks Python of each.
    """
    bare: list[str] = []
    places: dict[str, int] = {}
    for column, (before, after) in framed:
        places[column.key] = len(bare) + 1
        bare += [before, DASH, after]

    def drawn(row: Any) -> list[str]:
        cells = bare.copy()
        for key, inside in markups(row, reader).items():
            if key in places:
                cells[places[key]] = inside if type(inside) is SafeString else conditional_escape(inside)
        return cells

    return drawn


def _escaped(inside: str) -> str:
    # Most cells are markup already, and to ask so of the type is a tenth of asking as Django does.
    return inside if type(inside) is SafeString else conditional_escape(inside)


def _inside(context: Context, column: Column[Any], row: Any, reader: Reader) -> str:
    """Plain data as it is printed, or as the column's own template draws it, which knows what the page knows."""
    value = column.printed(row)
    if not column.template:
        return said(value, reader)
    drawn_by = context.template.engine.get_template(column.template)  # type: ignore[union-attr]  # while it is drawn
    with context.push(row=row, value=value):
        return drawn_by.render(context)
