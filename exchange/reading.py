"""A table from a file as Excel and others write it: CSV in any of their encodings, or a workbook.

Plain bytes in, rows of text out. A workbook is counted while it is unpacked, so that a small file cannot become a
large one.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from core.text import line
from exchange.errors import FileCannotBeRead, FileIsTooLarge

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
DELIMITERS = ",;\t|"


def rows_in(content: bytes) -> list[list[str]]:
    """The rows of the table in ``content``, its head first, every cell as a line of text; empty rows are left out.

    Raises FileCannotBeRead and FileIsTooLarge.
    """
    if len(content) > LARGEST_FILE:
        raise FileIsTooLarge
    found = _workbook_rows(content) if content.startswith(b"PK") else _csv_rows(content)
    rows: list[list[str]] = []
    for cells in found:
        row = [_cell(cell) for cell in cells[:MOST_COLUMNS]]
        if any(row):
            rows.append(row[: len(rows[0])] if rows else _without_empty_end(row))
        if len(rows) > MOST_ROWS + 1:
            raise FileIsTooLarge
    if len(rows) < 2:
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
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS):
            yield list(row)
    except FileIsTooLarge:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise FileCannotBeRead from error


def _without_empty_end(row: list[str]) -> list[str]:
    last = max(place for place, cell in enumerate(row) if cell)
    return row[: last + 1]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    try:
        return line(str(value))[:LONGEST_CELL].removeprefix("'")
    except ValueError as error:
        raise FileCannotBeRead from error
