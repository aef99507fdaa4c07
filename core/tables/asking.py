"""What of a list is asked for: searched, filtered, sorted."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from core.searching import sought
from core.tables.columns import Column, Table

ROWS_AT_ONCE = 500
LONGEST_SEARCH = 100
NOT_OFFERED = _("This list has no such choice. Choose another.")
RowsOf = Callable[[list[Any]], Iterable[Any]]


def narrowed(table: Table[Any], found: QuerySet[Any], asked: QueryDict) -> tuple[QuerySet[Any], FilterSet | None]:
    """(what is left of ``found`` after search and filters, in the order asked for; the filters as they were asked).

    Nothing is left where a filter is asked for what it does not have, or where nothing that is typed is a word: the
    whole list would pass for the part.
    """
    filters = _filters(table, found, asked)
    if filters is not None:
        found = filters.qs if filters.is_valid() else found.none()
    typed = typed_in(table, asked)
    if typed:
        condition = sought(typed, table.search, table.codes)
        found = found.filter(condition) if condition else found.none()
    column, descending = asked_sort(table, asked)
    if column is not None:
        # Those that are alike turn round with the others: an index is read from either end, and no further than a page.
        found = found.order_by(*(f"-{lookup}" if descending else lookup for lookup in (*column.sort, "pk")))
    return found, filters


def plain_rows(table: Table[Any], found: QuerySet[Any], rows_of: RowsOf = list) -> Iterator[list[Any]]:
    """The values of every row, five hundred objects at a time: for a file."""
    objects: Iterator[Model] = found.iterator(chunk_size=ROWS_AT_ONCE)
    while batch := list(islice(objects, ROWS_AT_ONCE)):
        for row in rows_of(batch):
            yield [column.value(row) for column in table.columns]


def typed_in(table: Table[Any], asked: QueryDict) -> str:
    """What is searched for."""
    return asked.get("q", "")[:LONGEST_SEARCH].strip() if table.search else ""


def asked_sort(table: Table[Any], asked: QueryDict) -> tuple[Column[Any] | None, bool]:
    """(the column by which it is sorted where it is, whether that is from its end)."""
    key = asked.get("sort", "")
    column = next((column for column in table.columns if column.sort and column.key == key.removeprefix("-")), None)
    return column, key.startswith("-")


def _filters(table: Table[Any], found: QuerySet[Any], asked: QueryDict) -> FilterSet | None:
    """The filters, which say in our own words that they do not have what they are asked for."""
    if table.filters is None:
        return None
    filters = table.filters(asked, queryset=found)
    for field in filters.form.fields.values():
        field.error_messages["invalid_choice"] = NOT_OFFERED
    return filters
