"""Lists: one definition of columns gives the table, its cards on a phone, and the columns of a file.

What is searched, filtered, sorted and which page is shown stands in the address, so that a list can be sent on, gone
back to and read without JavaScript:

    ?q=asha&sort=-joined&page=2

A :class:`Table` says how a list looks, :func:`shown_list` draws one page of a queryset by it, ``components/table.html``
shows that page, and ``exchange.http.list_page`` answers a request with the page or with the whole list as a file.
"""

from core.tables.asking import RowsOf, narrowed, plain_rows
from core.tables.columns import DASH, Column, Reader, Table, said
from core.tables.filters import MonthFilter, NamedFilter, filters_by
from core.tables.pages import Cell, Frame, Heading, Listed, ShownList, Unasked, Whole, shown_list

__all__ = [
    "DASH",
    "Cell",
    "Column",
    "Frame",
    "Heading",
    "Listed",
    "MonthFilter",
    "NamedFilter",
    "Reader",
    "RowsOf",
    "ShownList",
    "Table",
    "Unasked",
    "Whole",
    "filters_by",
    "narrowed",
    "plain_rows",
    "said",
    "shown_list",
]
