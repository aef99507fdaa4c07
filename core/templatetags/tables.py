"""The rows of a list, for its template."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from core.tables import Cell, Reader

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn_rows(context: Context, rows: Iterable[list[Cell]]) -> SafeString:
    """All rows in one go: a template engine at every cell costs more than all there is in them."""
    reader = Reader.of_now()
    lines = (f'<tr role="row">{"".join([_drawn(context, cell, reader) for cell in cells])}</tr>' for cells in rows)
    return mark_safe("\n".join(lines))  # noqa: S308  (of cells, which are escaped)


def _drawn(context: Context, cell: Cell, reader: Reader) -> SafeString:
    """A cell; a template of its own knows what the page knows."""
    if not cell.column.template:
        return cell.markup(reader)
    drawn_by = context.template.engine.get_template(cell.column.template)  # type: ignore[union-attr]  # while it is drawn
    with context.push(row=cell.row, value=cell.value):
        return cell.framed(drawn_by.render(context))
