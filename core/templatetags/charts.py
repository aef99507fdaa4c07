"""The shapes and the table of a chart, for its template."""

from django import template

from core.charts import Chart, KeyEntry, TableRow, key_of, table_of
from core.drawing import Drawing, draw

register = template.Library()


@register.simple_tag
def drawn(chart: Chart) -> Drawing:
    return draw(chart)


@register.simple_tag
def table_behind(chart: Chart) -> list[TableRow]:
    """The numbers of ``chart``, row by row."""
    return table_of(chart)


@register.simple_tag
def key_to(chart: Chart) -> list[KeyEntry]:
    """What the patterns and lines of ``chart`` stand for."""
    return key_of(chart)
