"""Rows written to a file that a spreadsheet opens: CSV and XLSX, with nothing in them that a spreadsheet would run."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core.text import FORMULA_SIGNS

# What is before a formula, a spreadsheet may pass over.
_BEGINS_A_FORMULA = (*FORMULA_SIGNS, "\t", "\r", "\n")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d ,.\-]*")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


# As a workbook shows them; it keeps numbers, by which it sorts and filters.
DAY, MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm"


class FileFormat(StrEnum):
    """What a list can be taken along as."""

    CSV = "csv"
    XLSX = "xlsx"


def csv_lines(header: list[str], rows: Iterable[list[Any]], mark: str = "") -> Iterator[str]:
    """The lines of a CSV file, one by one: a byte order mark, by which Excel knows UTF-8, and at the end ``mark``."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([safe(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe(plain(cell)) for cell in row])
    if mark:
        yield writer.writerow([])
        yield writer.writerow([safe(mark)])


def xlsx_file(header: list[str], rows: Iterable[list[Any]], mark: str = "") -> IO[bytes]:
    """A workbook as an open temporary file at its beginning; text stays text, ``mark`` is the last row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([_cell(sheet, text) for text in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    if mark:
        sheet.append([])
        sheet.append([_cell(sheet, mark)])
    file = tempfile.TemporaryFile()  # noqa: SIM115  (handed to the answer, which closes it)
    book.save(file)
    file.seek(0)
    return file


def plain(value: Any) -> str:
    """``value`` as a file says it: dates as 2026-11-26, moments in the clock of the place, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def safe(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula; numbers and phone numbers stay as they are."""
    if text.startswith(_BEGINS_A_FORMULA) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return _dated(sheet, timezone.localtime(value).replace(tzinfo=None), MOMENT)
    if isinstance(value, date):
        return _dated(sheet, value, DAY)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        cell = WriteOnlyCell(sheet)
        # Said to be text before it is looked at: openpyxl takes what begins with "=" for a formula.
        cell._value, cell.data_type = _NOT_IN_XML.sub("", plain(value)), "s"
        return cell
    return WriteOnlyCell(sheet, value)


def _dated(sheet: Any, value: date, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


class _Echo:
    """A file whose ``write`` hands the line back: how the csv module streams."""

    def write(self, line: str) -> str:
        return line
