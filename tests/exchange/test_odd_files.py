"""What people bring: a table however it was saved is taken, and of what is none the page says what to do instead."""

import io
import zipfile
from datetime import date
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Enrolment
from core.limits import LARGEST_FILE_BYTES
from exchange.models import Import, ImportRow
from people.models import Consent, Person
from tests.exchange.bringing import HEAD, verdicts
from tests.exchange.test_reading import workbook_of

pytestmark = pytest.mark.django_db

HEADS = ["Name", "Consent signed on paper on", "Phone"]


@pytest.fixture
def hand_in(trainer, cohort, django_capture_on_commit_callbacks):
    """Post a file of these bytes; the page that is shown when it was read."""

    def _hand_in(content: bytes, name: str = "list.csv"):
        address = f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}"
        with django_capture_on_commit_callbacks(execute=True):
            answer = trainer.post(address, {"file": SimpleUploadedFile(name, content)})
        return trainer.get(answer.url) if answer.status_code == 302 else answer

    return _hand_in


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_in_any_encoding_of_excel_is_brought_in_with_its_letters(hand_in, confirm, encoding):
    hand_in(f"{HEAD}Renée D’Souza,01-11-2026,98765 43210,woman,\n".encode(encoding))
    confirm()
    assert Person.objects.filter(name="Renée D’Souza").exists()


def test_of_a_formula_without_a_result_only_the_row_is_refused_that_needs_it(hand_in, confirm):
    rows = (["Asha Pawar", "=TODAY()", "98765 43210", ""], ["Lata Naik", "01-11-2026", "98765 43211", "=1+1"])
    page = hand_in(workbook_of([*HEADS, "Remark"], *rows), "list.xlsx").text
    assert verdicts() == [("refused", "consent_on"), ("new", "")]
    assert "The formula of this cell has no result in the file." in page
    confirm()
    assert [stay.person.name for stay in Enrolment.objects.all()] == ["Lata Naik"]


def test_the_check_shows_a_day_of_a_workbook_as_days_are_read_here(hand_in):
    page = hand_in(workbook_of(HEADS, ["Asha Pawar", date(2026, 11, 1), "98765 43210"]), "list.xlsx").text
    assert "01-11-2026" in page
    assert "2026-11-01" not in page


def test_days_in_three_writings_and_as_a_date_of_the_workbook_are_one_day(hand_in, confirm):
    days = ("1-11-2026", "01/11/2026", "2026-11-01", date(2026, 11, 1))
    rows = ([f"Asha {letter}", day, f"98765 4321{i}"] for i, (letter, day) in enumerate(zip("ABCD", days, strict=True)))
    hand_in(workbook_of(HEADS, *rows), "list.xlsx")
    confirm()
    given = Consent.objects.filter(person__awaits_account=True).values_list("given_at", flat=True)
    assert [timezone.localdate(each) for each in given] == [date(2026, 11, 1)] * 4


def test_of_merged_cells_the_rows_below_the_first_are_refused_with_the_cell_that_is_empty(hand_in, confirm):
    rows = (["Asha Pawar", "01-11-2026", "98765 43210"], ["Lata Naik", "", "98765 43211"])
    page = hand_in(workbook_of(HEADS, *rows, merged="B2:B3"), "list.xlsx").text
    assert verdicts() == [("new", ""), ("refused", "consent_on")]
    assert "Fill in “Consent signed on paper on”." in page
    confirm()
    assert Enrolment.objects.count() == 1


def unpacking_to(size: int) -> bytes:
    """A workbook of a few hundred kilobytes whose sheet unpacks to ``size`` bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/worksheets/sheet1.xml", "w") as to:
        for _ in range(size // 1_000_000):
            to.write(b"0" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("list.csv", b"Village,Remark\nNadipura,\n", "These columns are missing in the file: Name, Consent signed on"),
    ("list.xlsx", workbook_of([*HEADS[:2], "=1+1"], ["Asha", "", ""]), "Cell C1 of the sheet “Sheet” holds a formula"),
    ("list.xlsx", partial(unpacking_to, 200_000_000), "This file is too large. Bring in at most 10,000 rows"),
    ("list.csv", (HEAD + "Asha,01-11-2026,,,\n").encode("utf-16-le"), "This file cannot be read. Save it as CSV or as"),
    ("list.csv", (HEAD + "Asha,01-11-2026,,,\n" * 10_001).encode(), "This file is too large. Bring in at most 10,000"),
    ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "This file cannot be read. Save it as CSV or as"),
    ("list.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "This is a PDF: nobody can read a list out of it."),
], ids=["columns", "formula", "bomb", "utf-16 without its mark", "many rows", "old Excel", "PDF"])  # fmt: skip
def test_of_what_is_no_such_list_the_page_says_why_and_offers_to_choose_again(hand_in, name, content, sentence):
    page = hand_in(content() if callable(content) else content, name).text
    assert sentence in page
    assert "Choose the file again" in page
    assert not ImportRow.objects.exists()


def test_two_hundred_megabytes_are_refused_beside_the_field_and_nothing_is_kept(hand_in):
    answer = hand_in(b"x" * (25 * LARGEST_FILE_BYTES))
    assert answer.status_code == 422
    assert "This file is too large. Bring in at most 10,000 rows" in answer.text
    assert not Import.objects.exists()
