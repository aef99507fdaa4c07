"""The columns of a list, and how what is in them is said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_filters import FilterSet

from core.money import shown

Row = TypeVar("Row")
Text = str | Promise
ROWS_A_PAGE = 40
MOST_NUMBERS = 2000
DASH = SafeString("–")


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
