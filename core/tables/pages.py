"""One page of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.tables.asking import RowsOf, asked_sort, narrowed, typed_in
from core.tables.columns import Column, Table

MOST_FRAMES = 500


@dataclass(frozen=True)
class Heading:
    """The head of a column: how it is sorted now, and what the address says for a press on it."""

    key: str
    label: str
    look: str  # the class of its cells
    sorted: str  # as aria-sort says it: "ascending", "descending" or nothing
    next_sort: str
    in_full: str = ""


Frame = tuple[SafeString, SafeString]
"""What stands around each cell of a column: escaped, and made once for all rows."""


class Cell(NamedTuple):
    """One cell of a row."""

    column: Column[Any]
    row: Any

    @property
    def value(self) -> Any:
        """Plain data, as the page prints it."""
        return self.column.printed(self.row)


class Listed(Sequence[Cell]):
    """One ``row`` of a page. Its cells are made for who asks for them: a page draws thousands from their columns."""

    __slots__ = ("columns", "row")

    def __init__(self, columns: Sequence[Column[Any]], row: Any) -> None:
        self.columns, self.row = columns, row

    def __len__(self) -> int:
        return len(self.columns)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [Cell(column, self.row) for column in self.columns[place]]
        return Cell(self.columns[place], self.row)


@dataclass(frozen=True)
class Unasked:
    """What stands above a list that asks all alike, where nothing is asked of it."""

    table: Table[Any]
    is_narrowed: bool = False
    typed: str = ""

    @property
    def filter_form(self) -> Form | None:
        return self.table.filters(QueryDict()).form if self.table.filters else None


@dataclass(frozen=True)
class ShownList:
    """One page of a list as the template shows it. ``is_narrowed``: something was searched or filtered for.

    ``others`` is what the address asks for besides order and page, to be put before them. Where nothing was asked of a
    list that asks all alike it is ``unasked``, and has no form.
    """

    table: Table[Any]
    headings: tuple[Heading, ...]
    frames: list[Frame]
    rows: list[Listed]
    page: Page
    typed: str
    filter_form: Form | None
    is_narrowed: bool
    others: str = ""
    unasked: Unasked | None = None


class Whole(Sequence[Any]):
    """All of a list that nothing was asked of: how ``many`` they are is known, and ``part`` gives those of a page.

    For a list that is looked at so often that its queryset is to be written once (:mod:`core.prepared`).
    """

    ordered = True  # as a paginator wants to know

    def __init__(self, many: int, part: Callable[[int, int], list[Any]]) -> None:
        self._many, self._part = many, part

    def __len__(self) -> int:
        return self._many

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return self._part(place.start or 0, self._many if place.stop is None else place.stop)
        return self._part(place, place + 1)[0]


def shown_list(
    table: Table[Any], found: QuerySet[Any], asked: QueryDict, rows_of: RowsOf = list, whole: Whole | None = None
) -> ShownList:
    """The page of ``found`` that ``asked`` names. ``rows_of`` turns the objects of a page into rows, all at once.

    ``whole`` is ``found`` once more, asked for where nothing is searched, filtered or sorted; where it is sorted alone,
    how many it is is known.
    """
    unasked = Unasked(table) if table.asks_alike and asked.keys() <= {"page"} else None
    left, filters = (found, None) if unasked else narrowed(table, found, asked)
    typed = typed_in(table, asked)
    form = filters.form if filters is not None else None
    is_narrowed = bool(typed) or _is_asked(form)
    pages: QuerySet[Any] | Whole = left
    if whole and not is_narrowed:
        is_sorted = asked_sort(table, asked)[0] is not None
        pages = Whole(len(whole), lambda start, stop: list(left[start:stop])) if is_sorted else whole
    page = Paginator(pages, table.rows_a_page).get_page(asked.get("page"))
    headings = _headings(table, asked)
    frames = [_frame(heading, is_first=place == 0) for place, heading in enumerate(headings)]
    columns = table.on_page
    rows = [Listed(columns, row) for row in rows_of(list(page))]
    return ShownList(table, headings, frames, rows, page, typed, form, is_narrowed, _others(asked), unasked)


@lru_cache(maxsize=MOST_FRAMES)
def _frame(heading: Heading, *, is_first: bool) -> Frame:
    if is_first:
        return mark_safe('<th scope="row" role="rowheader">'), mark_safe("</th>")
    look = format_html(' class="{}"', heading.look) if heading.look else ""
    return format_html('<td role="cell" data-label="{}"{}>', heading.label, look), mark_safe("</td>")


def _others(asked: QueryDict) -> str:
    kept = [(key, value) for key, values in asked.lists() if key not in ("sort", "page") for value in values]
    return f"{urlencode(kept)}&" if kept else ""


def _headings(table: Table[Any], asked: QueryDict) -> tuple[Heading, ...]:
    by, descending = asked_sort(table, asked)
    return tuple(
        Heading(
            key=column.key,
            label=str(column.label),
            look=_look(column),
            sorted=("descending" if descending else "ascending") if column is by else "",
            next_sort=("" if not column.sort else f"-{column.key}" if column is by and not descending else column.key),
            in_full=str(column.in_full),
        )
        for column in table.on_page
    )


def _look(column: Column[Any]) -> str:
    named = {"number": column.is_number or column.is_money, "more": column.is_more}
    return " ".join(name for name, holds_for_it in named.items() if holds_for_it)


def _is_asked(form: Form | None) -> bool:
    return form is not None and (not form.is_valid() or any(form.cleaned_data.values()))
