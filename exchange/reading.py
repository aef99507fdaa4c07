"""A table from a file as Excel and others write it: CSV in any of their encodings, or a workbook.

Plain bytes in, rows of text out. A workbook is counted while it is unpacked, so that a small file cannot become a
large one.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter

from core.limits import LARGEST_FILE_BYTES
from core.local_text import filled_in
from core.text import FORMULA_SIGNS, clean, is_visible
from exchange.errors import FileCannotBeRead, FileIsPdf, FileIsTooLarge, FormulaHasNoResult, TextIsTooLong

LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 10_000
# No spreadsheet has more. A file may name a row far beyond, and all before it would be gone through.
LAST_ROW = 1_048_576
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
BYTES_AT_ONCE = 1_000_000
DELIMITERS = ",;\t|"
# The stroke that is put before what a spreadsheet would take for a formula (exchange/files.py).
_GUARD = re.compile(rf"^'(?=[{re.escape(''.join(FORMULA_SIGNS))}])")
_FORMULA = re.compile(rb"<f[ />]")


# What stands in a cell whose formula has no result: no text of the list, and no empty cell either.
WITHOUT_RESULT = "=?"

# A row by the number that a spreadsheet gives it.
NumberedRow = tuple[int, list[str]]


def rows_in(content: bytes) -> list[NumberedRow]:
    """The rows of the table in ``content``, its head first, every cell as text; empty rows are left out.

    Raises FileCannotBeRead, FileIsPdf, FileIsTooLarge, FormulaHasNoResult and TextIsTooLong.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise FileIsTooLarge
    if content.lstrip()[:5] == b"%PDF-":
        raise FileIsPdf
    found = _workbook_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    rows: list[NumberedRow] = []
    for number, cells in enumerate(found, start=1):
        if number > LAST_ROW:
            raise FileIsTooLarge
        row = [_cell(cell) for cell in cells[: MOST_COLUMNS + 1]]
        if any(row):
            rows.append((number, row[: len(rows[0][1])] if rows else _head(row)))
        if len(rows) > MOST_ROWS + 1:
            raise FileIsTooLarge
    if not rows:
        raise FileCannotBeRead
    return rows


def decoded(content: bytes) -> str:
    """The text of ``content``: UTF-16 by its mark, else UTF-8, else what Excel writes on an English Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded_as(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded_as(content, "cp1252")


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileCannotBeRead from error


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    text = decoded(content)
    if "\x00" in text:
        raise FileCannotBeRead
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        # Strict: a quote that is opened and not closed would swallow all rows after it without a word.
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise FileCannotBeRead from error


def _workbook_rows(content: bytes) -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise FileIsTooLarge
            has_formulas = any(_has_formula(packed, entry) for entry in packed.infolist())
        yield from _with_results(content) if has_formulas else _sheet_rows(content, results=True)
    except (FileIsTooLarge, FormulaHasNoResult):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise FileCannotBeRead from error


def _has_formula(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    if not entry.filename.startswith("xl/worksheets/"):
        return False
    before = b""
    with packed.open(entry) as sheet:
        while part := sheet.read(BYTES_AT_ONCE):
            if _FORMULA.search(before + part):
                return True
            before = part[-2:]
    return False


def _with_results(content: bytes) -> Iterator[list[Any]]:
    """Of formulas what they came to, as a spreadsheet kept it, or :data:`WITHOUT_RESULT` where none has.

    Raises FormulaHasNoResult where that is the name of a column.
    """
    is_head = True
    both = zip(_sheet_rows(content, results=True), _sheet_rows(content, results=False), strict=True)
    for number, (results, written) in enumerate(both, start=1):
        empty = [place for place, result in enumerate(results) if result is None and written[place] is not None]
        if empty and is_head:
            raise FormulaHasNoResult(_without_result(content, f"{get_column_letter(empty[0] + 1)}{number}"))
        is_head = is_head and not any(results)
        yield [WITHOUT_RESULT if place in empty else result for place, result in enumerate(results)]


def _without_result(content: bytes, cell: str) -> str:
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0].title
    sentence = _(
        "Cell %(cell)s of the sheet “%(sheet)s” holds a formula whose result is not in the file. Open it in a "
        "spreadsheet, save it there, and choose it again."
    )
    return filled_in(sentence, {"cell": cell, "sheet": sheet})


def _sheet_rows(content: bytes, *, results: bool) -> Iterator[list[Any]]:
    """The rows of the first sheet: of formulas their ``results``, or what is written."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=results)
    sheet = book.worksheets[0]
    # Some programs write that a sheet is smaller than it is: the rows beyond would be left out without a word.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
        # Rows that a file leaves out before one far below come as empty ones, up to a million of them.
        yield [] if all(cell is EMPTY_CELL for cell in row) else [_result_of(cell) for cell in row]


def _result_of(cell: Any) -> Any:
    """What a cell holds. A formula that came to an empty text is kept without a value, and still said to be a text."""
    return "" if cell.value is None and cell.data_type == "str" else cell.value


def _head(row: list[str]) -> list[str]:
    """The names of the columns, without what is empty at the end."""
    last = max(place for place, cell in enumerate(row) if cell)
    if last >= MOST_COLUMNS:
        raise FileIsTooLarge
    return row[: last + 1]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = value.time().isoformat() == "00:00:00"
        return f"{value:%d-%m-%Y}" if is_day else f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    try:
        kept = clean(str(value)).strip()
    except ValueError as error:
        raise FileCannotBeRead from error
    text = _GUARD.sub("", kept) if is_visible(kept) else ""
    if len(text) > LONGEST_CELL:
        raise TextIsTooLong
    return text
