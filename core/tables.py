"""Lists: one definition of columns gives the table, its cards on a phone, and the columns of a file.

What is searched, filtered, sorted and which page is shown stands in the address, so that a list can be sent on, gone
back to and read without JavaScript:

    ?q=asha&sort=-joined&page=2

A :class:`Table` says how a list looks, :func:`shown_list` draws one page of a queryset by it, ``components/table.html``
shows that page, and ``exchange.http.list_page`` answers a request with the page or with the whole list as a file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, FilterSet, ModelChoiceFilter

from core.forms import MonthField
from core.money import shown
from core.periods import Month
from core.searching import sought

Row = TypeVar("Row")
Text = str | Promise

ROWS_A_PAGE = 40
ROWS_AT_ONCE = 500
LONGEST_SEARCH = 100
MOST_NUMBERS = 2000
DASH = SafeString("–")
MOST_FRAMES = 500
NOT_OFFERED = _("This list has no such choice. Choose another.")


class Reader(NamedTuple):
    """In what language and zone a page is drawn: found out once, for to ask costs more than all there is in a cell."""

    language: str
    zone: tzinfo

    @classmethod
    def of_now(cls) -> "Reader":
        """Whoever the page of this request is drawn for."""
        return cls(get_language(), timezone.get_current_timezone())


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. ``value`` is plain data (text, number, date, None): what a file holds and the page prints.

    ``sort`` are the lookups the column is sorted by, none where it cannot be. ``template`` draws the cell from ``row``
    and ``value`` where plain data is not enough; ``markup`` does so without a template, for the long lists of busy
    pages, and ``markups`` for all columns beside each other that share it: {key: cell}, a dash where it has none. Money
    is printed as money, and a number in the file. The first column names the row. What ``is_more`` is left out of a
    page where there is little room; a file has it. What is ``in_files_only`` stands on no page.

    ``in_full`` is what a short label stands for: it stands upright above the column, where there are too many of them
    for words side by side.
    """

    key: str
    label: Text
    value: Callable[[Row], Any]
    sort: tuple[str, ...] = ()
    template: str = ""
    markup: Callable[[Row, Reader], SafeString] | None = None
    markups: Callable[[Row, Reader], Mapping[str, SafeString]] | None = None
    is_number: bool = False
    is_money: bool = False
    is_more: bool = False
    in_files_only: bool = False
    in_full: Text = ""

    def printed(self, row: Row) -> Any:
        """The value as the page prints it."""
        value = self.value(row)
        return shown(value) if self.is_money and value is not None else value


@dataclass(frozen=True, eq=False)
class Table(Generic[Row]):
    """A list: its columns, what is searched in it, its filters, and what to do while it is empty.

    Where it ``asks_alike``, its filters offer everybody the same: they are drawn once for each such table, of which
    there are few, and nothing of them is made for a page of the whole list.

    ``search`` are lookups of what is kept as it is searched: a ``search_text``; ``codes`` of what finds a row only
    where it is typed whole, such as a member code.
    """

    caption: Text
    columns: Sequence[Column[Row]]
    empty: Text
    search: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    filters: Callable[..., FilterSet] | None = None
    rows_a_page: int = ROWS_A_PAGE
    asks_alike: bool = False

    @property
    def on_page(self) -> list[Column[Row]]:
        """The columns that a page shows."""
        return [column for column in self.columns if not column.in_files_only]


class MonthFilter(Filter):
    """A filter of a list by a month: ``month = MonthFilter(label=...)`` for the days of the field ``month``."""

    field_class = MonthField

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__range": (value, Month.of(value).last_day)}) if value else qs


class NamedFilter(ModelChoiceFilter):
    """A filter by what the field names, ``group = NamedFilter(field_name="organisation", label=...)``.

    Only what the rows of the list name is offered and taken: who sees no row of a group learns nothing of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": "–", **kwargs})

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        named = self.model._meta.get_field(self.field_name).related_model
        return named._default_manager.filter(pk__in=self.parent.queryset.values(self.field_name))


def filters_by(**filters: Filter) -> type[FilterSet]:
    """The filters of a list by the name each has in the address: ``filters_by(month=MonthFilter(label=...))``."""
    return type("Filters", (FilterSet,), filters)


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


RowsOf = Callable[[list[Any]], Iterable[Any]]


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


def narrowed(table: Table[Any], found: QuerySet[Any], asked: QueryDict) -> tuple[QuerySet[Any], FilterSet | None]:
    """(what is left of ``found`` after search and filters, in the order asked for; the filters as they were asked).

    Nothing is left where a filter is asked for what it does not have, or where nothing that is typed is a word: the
    whole list would pass for the part.
    """
    filters = _filters(table, found, asked)
    if filters is not None:
        found = filters.qs if filters.is_valid() else found.none()
    typed = _typed(table, asked)
    if typed:
        condition = sought(typed, table.search, table.codes)
        found = found.filter(condition) if condition else found.none()
    column, descending = _asked_sort(table, asked)
    if column is not None:
        # Those that are alike turn round with the others: an index is read from either end, and no further than a page.
        found = found.order_by(*(f"-{lookup}" if descending else lookup for lookup in (*column.sort, "pk")))
    return found, filters


def shown_list(
    table: Table[Any], found: QuerySet[Any], asked: QueryDict, rows_of: RowsOf = list, whole: Whole | None = None
) -> ShownList:
    """The page of ``found`` that ``asked`` names. ``rows_of`` turns the objects of a page into rows, all at once.

    ``whole`` is ``found`` once more, asked for where nothing is searched, filtered or sorted; where it is sorted alone,
    how many it is is known.
    """
    unasked = Unasked(table) if table.asks_alike and asked.keys() <= {"page"} else None
    left, filters = (found, None) if unasked else narrowed(table, found, asked)
    typed = _typed(table, asked)
    form = filters.form if filters is not None else None
    is_narrowed = bool(typed) or _is_asked(form)
    pages: QuerySet[Any] | Whole = left
    if whole and not is_narrowed:
        is_sorted = _asked_sort(table, asked)[0] is not None
        pages = Whole(len(whole), lambda start, stop: list(left[start:stop])) if is_sorted else whole
    page = Paginator(pages, table.rows_a_page).get_page(asked.get("page"))
    headings = _headings(table, asked)
    frames = [_frame(heading, is_first=place == 0) for place, heading in enumerate(headings)]
    columns = table.on_page
    rows = [Listed(columns, row) for row in rows_of(list(page))]
    return ShownList(table, headings, frames, rows, page, typed, form, is_narrowed, _others(asked), unasked)


def _filters(table: Table[Any], found: QuerySet[Any], asked: QueryDict) -> FilterSet | None:
    """The filters, which say in our own words that they do not have what they are asked for."""
    if table.filters is None:
        return None
    filters = table.filters(asked, queryset=found)
    for field in filters.form.fields.values():
        field.error_messages["invalid_choice"] = NOT_OFFERED
    return filters


def _typed(table: Table[Any], asked: QueryDict) -> str:
    return asked.get("q", "")[:LONGEST_SEARCH].strip() if table.search else ""


@lru_cache(maxsize=MOST_FRAMES)
def _frame(heading: Heading, *, is_first: bool) -> Frame:
    if is_first:
        return mark_safe('<th scope="row" role="rowheader">'), mark_safe("</th>")
    look = format_html(' class="{}"', heading.look) if heading.look else ""
    return format_html('<td role="cell" data-label="{}"{}>', heading.label, look), mark_safe("</td>")


def said(value: Any, reader: Reader) -> str:
    """Plain data as a template would print it: times here, numbers as the reader writes them, a dash for none."""
    if isinstance(value, str):
        return value
    if value is None:
        return DASH
    if type(value) is int:
        return _number(value, reader.language)
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = value.astimezone(reader.zone)
    return str(localize(value))


@lru_cache(maxsize=MOST_NUMBERS)
def _number(value: int, language: str) -> str:
    return str(localize(value))


def plain_rows(table: Table[Any], found: QuerySet[Any], rows_of: RowsOf = list) -> Iterator[list[Any]]:
    """The values of every row, five hundred objects at a time: for a file."""
    objects: Iterator[Model] = found.iterator(chunk_size=ROWS_AT_ONCE)
    while batch := list(islice(objects, ROWS_AT_ONCE)):
        for row in rows_of(batch):
            yield [column.value(row) for column in table.columns]


def _asked_sort(table: Table[Any], asked: QueryDict) -> tuple[Column[Any] | None, bool]:
    key = asked.get("sort", "")
    column = next((column for column in table.columns if column.sort and column.key == key.removeprefix("-")), None)
    return column, key.startswith("-")


def _others(asked: QueryDict) -> str:
    kept = [(key, value) for key, values in asked.lists() if key not in ("sort", "page") for value in values]
    return f"{urlencode(kept)}&" if kept else ""


def _headings(table: Table[Any], asked: QueryDict) -> tuple[Heading, ...]:
    by, descending = _asked_sort(table, asked)
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
