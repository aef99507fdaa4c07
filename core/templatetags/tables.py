"""The rows of a list, for its template."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.tables import Cell, Column, Reader, said

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn_rows(context: Context, rows: Iterable[list[Cell]]) -> SafeString:
    """All rows in one go: a template engine at every cell costs more than all there is in them."""
    reader = Reader.of_now()
    drawn: list[str] = []
    for cells in rows:
        drawn.append('<tr role="row">')
        for column, (before, after), row in cells:
            # Of thousands of cells each call counts: what a column makes by itself is asked of it here.
            inside = column.markup(row, reader) if column.markup else None
            if type(inside) is not SafeString:
                inside = conditional_escape(_inside(context, column, row, reader) if inside is None else inside)
            drawn += before, inside, after
        drawn.append("</tr>\n")
    return mark_safe("".join(drawn))  # noqa: S308  (of cells, which are escaped)


def _inside(context: Context, column: Column[Any], row: Any, reader: Reader) -> str:
    """Plain data as it is printed, or as the column's own template draws it, which knows what the page knows."""
    value = column.printed(row)
    if not column.template:
        return said(value, reader)
    drawn_by = context.template.engine.get_template(column.template)  # type: ignore[union-attr]  # while it is drawn
    with context.push(row=row, value=value):
        return drawn_by.render(context)
