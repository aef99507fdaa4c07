"""A table is read however Excel wrote it, and what is none is refused with a sentence."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.errors import Refusal
from core.limits import LARGEST_FILE_BYTES
from core.text import clean
from exchange.errors import ColumnIsMissing, FileCannotBeRead, FileIsTooLarge, FormulaHasNoResult, TextIsTooLong
from exchange.kinds import ImportColumn, cells_by, matched
from exchange.reading import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, WITHOUT_RESULT, rows_in

TABLE = "Name,Phone\nसलमा ख़ातून,98765 43210\nAsha,\n"
ROWS = [(1, ["Name", "Phone"]), (2, ["सलमा ख़ातून", "98765 43210"]), (3, ["Asha", ""])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_csv_file_is_read_in_every_way_excel_writes_it(encoding, delimiter, line_end):
    text = TABLE.replace(",", delimiter).replace("\n", line_end)
    assert rows_in(text.encode(encoding)) == ROWS


def test_a_file_of_an_english_windows_is_read():
    assert rows_in("Name\nRenée – “x”\n".encode("cp1252"))[1] == (2, ["Renée – “x”"])


def test_lines_within_a_cell_are_kept_for_columns_that_have_some():
    rows = rows_in(b'Name,"Day\nbook"\n"Asha\nPawar","500 | [300]\n\n400"\n')
    assert rows[1] == (2, ["Asha\nPawar", "500 | [300]\n\n400"])
    cells = cells_by({"name": 0, "book": 1}, rows[1][1], of_lines={"book"})
    assert cells == {"name": "Asha Pawar", "book": "500 | [300]\n\n400"}


def test_a_workbook_is_read_with_its_dates_and_numbers():
    book = Workbook()
    for row in (["Name", "Code", "Day"], [None, None, None], ["Asha", 612345.0, None], [None, None, None]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert rows_in(file.getvalue()) == [(1, ["Name", "Code", "Day"]), (3, ["Asha", "612345", ""])]


def test_a_day_that_a_workbook_holds_as_a_date_is_read_as_one():
    content = workbook_of(["Day", "At"], [date(2026, 11, 1), datetime(2026, 11, 1, 9, 30)])
    assert rows_in(content)[1] == (2, ["01-11-2026", "01-11-2026 09:30"])


def test_of_a_formula_its_result_is_read_and_one_without_is_not_taken_for_an_empty_cell():
    content = workbook_of(["Name", "Sum"], ["Asha", "=1+1"], ["Lata", None])
    assert rows_in(content) == [(1, ["Name", "Sum"]), (2, ["Asha", WITHOUT_RESULT]), (3, ["Lata", ""])]
    with pytest.raises(FormulaHasNoResult, match="Cell B1 of the sheet “Sheet” holds"):
        rows_in(workbook_of(["Name", "=1+1"], ["Asha", 1]))
    worked_out = rewritten(content, lambda sheet: re.sub(rb"<v ?/>|<v></v>", b"<v>2</v>", sheet, count=1))
    assert rows_in(worked_out) == [(1, ["Name", "Sum"]), (2, ["Asha", "2"]), (3, ["Lata", ""])]


def test_a_formula_that_came_to_nothing_is_an_empty_cell():
    content = workbook_of(["Name", "Note"], ["Asha", '=IF(A2="","x","")'])
    empty = rewritten(content, lambda sheet: re.sub(rb'<c r="B2"( t="\w+")?>', b'<c r="B2" t="str">', sheet))
    assert rows_in(empty) == [(1, ["Name", "Note"]), (2, ["Asha", ""])]


def test_a_row_keeps_the_number_a_spreadsheet_gives_it():
    assert [number for number, _row in rows_in(b'\nName\n\n,\n"two\nlines"\nBindu\n')] == [2, 5, 6]


def test_nothing_is_cut_without_a_word():
    with pytest.raises(TextIsTooLong):
        rows_in(b"Name\n" + b"x" * (LONGEST_CELL + 1))
    with pytest.raises(FileIsTooLarge):
        rows_in(b",".join([b"x"] * (MOST_COLUMNS + 1)) + b"\nAsha\n")


@pytest.mark.parametrize("content", [
    b"", b"\n,\n", b"\x00\x01\x02", b"PK\x03\x04 no workbook", b"Name\n\"Asha\nBindu\n", b"\xff\xfeN",
])  # fmt: skip
def test_what_is_no_table_is_refused(content):
    with pytest.raises(FileCannotBeRead):
        rows_in(content)


def test_a_quote_that_is_never_closed_swallows_no_row():
    with pytest.raises(FileCannotBeRead):
        rows_in(b'Name,Phone\nAsha,"98\nBindu,99\n')


def test_too_many_rows_and_too_many_bytes_are_refused():
    with pytest.raises(FileIsTooLarge):
        rows_in(b"Name\n" + b"Asha\n" * (MOST_ROWS + 1))
    with pytest.raises(FileIsTooLarge):
        rows_in(b"x" * (LARGEST_FILE_BYTES + 1))


def test_a_small_workbook_that_would_become_a_large_one_is_not_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    with pytest.raises(FileIsTooLarge):
        rows_in(file.getvalue())


def test_a_workbook_that_says_it_unpacks_to_less_than_it_does_is_not_believed():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    true, said = struct.pack("<I", 70_000_000), struct.pack("<I", 1_000)
    with pytest.raises(FileCannotBeRead):
        rows_in(file.getvalue().replace(true, said))


def rewritten(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with its first sheet changed by hand, as only a program would write it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            kept = old.read(entry)
            new.writestr(entry.filename, change(kept) if entry.filename == "xl/worksheets/sheet1.xml" else kept)
    return file.getvalue()


def workbook_of(*rows: list[object], merged: str = "") -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(file)
    return file.getvalue()


def test_a_workbook_that_says_it_is_smaller_than_it_is_loses_no_row():
    content = workbook_of(["Name"], ["Asha"], ["Lata"])
    wrong = rewritten(content, lambda sheet: sheet.replace(b'ref="A1:A3"', b'ref="A1"'))
    assert wrong != content
    assert rows_in(wrong) == [(1, ["Name"]), (2, ["Asha"]), (3, ["Lata"])]


def test_a_row_named_far_beyond_any_sheet_is_not_counted_up_to():
    content = workbook_of(["Name"], ["Asha"])
    far = rewritten(content, lambda sheet: sheet.replace(b'<row r="2"', b'<row r="2000000000"'))
    with pytest.raises(FileIsTooLarge):
        rows_in(far)


def test_of_merged_cells_the_first_has_what_stands_in_them_and_the_others_nothing():
    content = workbook_of(["Name", "Phone"], ["Asha", "1"], ["", "2"], merged="A2:A3")
    assert rows_in(content) == [(1, ["Name", "Phone"]), (2, ["Asha", "1"]), (3, ["", "2"])]


def test_entities_that_would_grow_without_end_are_refused():
    grown = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 20) for n in range(1, 12))
    doctype = b'<!DOCTYPE worksheet [<!ENTITY e0 "x">' + grown + b"]>"

    def with_bomb(sheet: bytes) -> bytes:
        head, tail = sheet.split(b"<worksheet", 1)
        return head + doctype + b"<worksheet" + tail.replace(b"<v>0</v>", b"<v>&e11;</v>")

    with pytest.raises(Refusal):
        rows_in(rewritten(workbook_of(["Name"], ["Asha"]), with_bomb))


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_is_chosen_is_refused_or_read_as_text_below_its_head(content):
    try:
        (first, head), *rows = rows_in(content)
    except Refusal:
        return
    assert head[-1]
    assert len(head) <= MOST_COLUMNS
    numbers = [first, *(number for number, _cells in rows)]
    assert numbers == sorted(set(numbers))
    assert all(len(cells) <= len(head) for _number, cells in rows)
    assert all(cell == clean(cell).strip() for cells in (head, *(cells for _number, cells in rows)) for cell in cells)


COLUMNS = [ImportColumn("name", "Name", required=True, also=["Learner"]), ImportColumn("lgd_code", "LGD code")]


@pytest.mark.parametrize("header", [["Name", "LGD code"], ["NAME ", "lgd_code"], ["learner", "Lgd  Code"]])
def test_columns_are_known_by_their_names_however_they_are_written(header):
    assert matched([*header, "Remark"], COLUMNS) == {"name": 0, "lgd_code": 1}


def test_a_needed_column_that_is_missing_is_named():
    with pytest.raises(ColumnIsMissing, match="Name"):
        matched(["LGD code"], COLUMNS)
