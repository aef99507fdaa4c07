"""What a list is taken along as: nothing in it runs in a spreadsheet, and nothing in it is damaged."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from exchange.files import csv_lines, safe, xlsx_file

HEADER = ["Name", "Sum"]
FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")']


def read_csv(lines) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(lines).removeprefix("\ufeff"))))


def read_xlsx(file) -> list[list]:
    return [[cell.value for cell in row] for row in load_workbook(file).active.iter_rows()]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_file_is_a_formula(formula):
    rows = read_csv(csv_lines(HEADER, [[formula, 1]], "mark"))
    assert rows[1] == [f"'{formula}", "1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_workbook_holds_a_formula_as_text(formula):
    book = load_workbook(xlsx_file(HEADER, [[formula, 1]], "mark"))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", formula)


@pytest.mark.parametrize("kept", ["+919876543210", "-540.50", "1,00,000", "98765 43210", "नमस्ते", "Asha = Usha"])
def test_numbers_phones_and_words_stay_as_they_are(kept):
    assert safe(kept) == kept


def test_dates_moments_sums_and_nothing_are_plain():
    moment = datetime(2026, 11, 26, 20, 30, tzinfo=UTC)
    lines = csv_lines(HEADER, [[date(2026, 11, 26), moment], [Decimal("3000.50"), None]], "By Joseph")
    assert read_csv(lines)[1:] == [["2026-11-26", "2026-11-27 02:00"], ["3000.50", ""], [], ["By Joseph"]]


def test_a_sum_is_a_number_in_a_workbook():
    assert read_xlsx(xlsx_file(HEADER, [["Asha", Decimal("3000.50")]], "By Joseph")) == [
        ["Name", "Sum"],
        ["Asha", 3000.5],
        [None, None],
        ["By Joseph", None],
    ]


def test_a_day_is_a_day_in_a_workbook_and_a_moment_one_by_the_clock_of_the_place():
    moment = datetime(2026, 11, 26, 20, 30, tzinfo=UTC)
    row = load_workbook(xlsx_file(HEADER, [[date(2026, 11, 26), moment]], "By Joseph")).active[2]
    assert [cell.is_date for cell in row] == [True, True]
    assert row[0].value.date() == date(2026, 11, 26)
    assert row[1].value.isoformat(" ", "minutes") == "2026-11-27 02:00"


def test_excel_knows_the_letters_by_the_byte_order_mark():
    assert "".join(csv_lines(["ಹೆಸರು"], [], "mark")).startswith("\ufeffಹೆಸರು")


@given(st.text())
def test_whatever_is_typed_is_never_a_formula(text):
    begins = safe(text)[:1]
    assert begins not in ("=", "@", "\t", "\r", "\n")
