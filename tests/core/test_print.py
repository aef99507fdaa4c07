"""Paper in every script: shaped, with its letterhead, its numbers and a code that leads on."""

import re
import subprocess
import unicodedata

import pytest

from core.charts import Chart, ChartKind, Point, Series
from core.lettered import Lettered
from core.print import Sheet

pytestmark = pytest.mark.anywhere

WORDS = {
    "en": "A good goal is yours.",
    "hi": "क्षत्रिय, श्री, ज़्यादा ₹3,000",
    "kn": "ಲಕ್ಷ್ಮಿ ಗೌಡ, ಸ್ತ್ರೀ, ಕ್ಷೇತ್ರ",
    "ml": "ക്ഷമിക്കണം, ബിൽ, ലക്ഷ്യം",
}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_no_letter_of_a_script_is_missing_in_its_fonts(language, caplog):
    sheet = Sheet(WORDS[language], language=language, below=" · ".join(WORDS.values()))
    sheet.box(" ".join(WORDS.values()))
    sheet.items(WORDS.values(), numbered=True)
    sheet.table(["Name", "Sign"], [[words, "→ – × ÷ “”"] for words in WORDS.values()])
    sheet.as_bytes()
    assert "missing" not in caplog.text


READ_BACK = {
    **WORDS,
    "ml": "റിപ്പോർട്ട് ശ്രമം പേർ വിട്ടുപോയവർ കുടുങ്ങിനിൽക്കുന്നു",
    "ta": "லக்ஷ்மி ஸ்ரீதேவி கொற்றவை",
    "bn": "লক্ষ্মী শ্রীবাস্তব চট্টোপাধ্যায়",
}


def copied(sheet, tmp_path):
    """The text of the paper as a reader copies it."""
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet.as_bytes())
    text = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("language", sorted(READ_BACK))
def test_whatever_a_sheet_says_is_copied_as_it_is_written(language, tmp_path):
    words = unicodedata.normalize("NFC", READ_BACK[language])
    sheet = Sheet(words, language=language, below=words)
    sheet.heading(words)
    sheet.box(words)
    sheet.items([words], numbered=True)
    sheet.table([words, "2"], [[words, "3"]], widths=[5, 1])
    sheet.paragraph(" ".join([words] * 30))
    text = " ".join(copied(sheet, tmp_path).split())
    assert text.count(words) >= 6 + 30, text


def test_a_sheet_carries_the_fonts_it_is_written_in_and_no_other():
    sheet = Sheet("Learners", language="en")
    sheet.paragraph("ವಿಜಯಾ ಹೆಗಡೆ")
    carried = re.findall(rb"/FontName /\w+\+(\w+)", sheet.as_bytes())
    assert sorted(carried) == [b"NotoSans", b"NotoSansBold", b"NotoSansKannada"]


def test_what_a_line_says_begins_and_ends_on_the_page_of_its_signs():
    sheet = Sheet("MOVE", language="en")
    sheet._pdf.set_compression(False)
    for number in range(120):
        sheet.paragraph(f"Line {number}")
    assert sheet.pages > 1
    for page in re.findall(rb"stream\n(.*?)endstream", sheet.as_bytes(), re.DOTALL):
        assert page.count(b" BDC") == page.count(b"EMC")


def test_a_column_too_narrow_for_a_word_of_it_is_lent_room_by_the_others(tmp_path):
    sheet = Sheet("Cohort", language="ml")
    sheet.table(["പഠിക്കുന്നവർ", "വിട്ടുപോയവർ", "a", "b", "c"], [["1", "2", "3", "4", "5"]], widths=[5, 5, 7, 8, 8])
    text = copied(sheet, tmp_path)
    assert "വിട്ടുപോയവർ" in text
    assert len(text.splitlines()) == len(copied(Sheet("Cohort", language="ml"), tmp_path).splitlines()) + 2


def test_a_long_table_goes_on_with_its_head_on_the_next_sheet():
    sheet = Sheet("Learners", language="en")
    sheet.table(["Name", "Sign"], [[f"Asha {number}", ""] for number in range(80)])
    assert sheet.pages >= 2


def test_rows_to_sign_in_are_as_high_as_is_asked_for():
    sheets = []
    for height in (None, 14):
        sheet = Sheet("Learners", language="en")
        sheet.table(["Name", "Sign"], [[f"Asha {number}", ""] for number in range(25)], height=height)
        sheets.append(sheet.pages)
    assert sheets == [1, 2]


@pytest.mark.parametrize("code", ["MVNADE", "WWWWWWWWWW"])
def test_what_hangs_on_a_wall_is_large_and_stays_on_one_line_and_one_sheet(code):
    sheet = Sheet("MOVE", language="en", times=1.8)
    before = sheet._pdf.get_y()
    sheet.large(code)
    assert sheet._pdf.get_y() - before < 65
    sheet.code("https://portal.example/join", width=75)
    assert sheet.pages == 1


def test_a_code_and_lines_to_write_on_are_drawn():
    sheet = Sheet("Certificate", language="en")
    sheet.fields(["How much", "By when"])
    sheet.code("https://portal.example/verify/ABCD")
    assert sheet.as_bytes().startswith(b"%PDF-")


def test_a_line_that_the_library_breaks_begins_in_its_own_font_and_size():
    sheet = Sheet("MOVE", language="ml", times=1.8)
    sheet._pdf.set_compression(False)
    sheet.paragraph("നമ്മൾ ആദ്യമായി കൂടുന്നത് 06-11-2026, 10:30-ന്, Panchayat hall, Nadipura (invented).")
    second = sheet.as_bytes().split(b"ET Q\n")[3]
    assert re.search(rb" BDC\nBT /F1 17.10 Tf ET\s+q BT ", second), "said again after a line that ended in another font"


def stacked(days: int) -> Chart:
    labels = [f"{day:02}-11" for day in range(1, days + 1)]
    series = [Series(name, [Point(label, 3) for label in labels]) for name in ("വന്നു", "Late", "Absent", "Not known")]
    return Chart(ChartKind.STACKED, "Attendance", series)


def test_a_chart_of_twenty_days_takes_the_room_that_it_is_given():
    sheet = Sheet("Cohort", language="ml")
    before = sheet._pdf.get_y()
    sheet.chart(stacked(20), height=50)
    assert sheet._pdf.get_y() == pytest.approx(before + 52)
    assert sheet.pages == 1


def test_a_chart_for_which_there_is_no_room_stands_on_the_next_sheet():
    sheet = Sheet("Cohort", language="en")
    sheet._pdf.set_y(250)
    sheet.chart(stacked(3), height=50)
    assert sheet.pages == 2


def test_each_series_has_a_pattern_of_its_own_so_that_a_copy_without_colour_says_the_same():
    sheet = Sheet("Cohort", language="en")
    sheet._pdf.set_compression(False)
    sheet.chart(stacked(1), height=50)
    drawn = sheet.as_bytes()
    clipped = drawn.count(b" W n")
    assert clipped == 6, "slanted, dotted and crossed, each once in the key and once in the column"


def test_a_chart_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="lines"):
        Sheet("Cohort", language="en").chart(Chart(ChartKind.LINES, "", []))


def test_every_sheet_says_its_number_and_how_many_there_are_without_a_sign_to_be_replaced(monkeypatch):
    said = []
    cell = Lettered.cell
    monkeypatch.setattr(Lettered, "cell", lambda self, *given, **more: said.append(given) or cell(self, *given, **more))
    sheet = Sheet("Learners", language="en")
    sheet.table(["Name", "Sign"], [[f"Asha {number}", ""] for number in range(80)])
    sheet.as_bytes()
    total = sheet.pages
    places = [given[2] for given in said if len(given) > 2 and str(given[2]).startswith("Page ")]
    assert places == [f"Page {number} of {total}" for number in range(1, total + 1)]


def test_what_is_too_long_for_a_card_does_not_run_over_the_others(tmp_path):
    sheet = Sheet("Cards", language="hi")
    sheet.cards(" ".join(["लक्ष्य"] * 40), ["\n".join(f"line {number}" for number in range(90))] * 8)
    text = copied(sheet, tmp_path)
    assert text.count("line 0") == 8
    assert "line 89" not in text
    assert {f"{number} · लक्ष्य" for number in range(1, 9)} <= {line[:10] for line in text.splitlines()}
    assert text.count("लक्ष्य") < 8 * 20
    assert sheet._pdf.page_no() == 2


def test_of_many_copies_each_card_is_measured_once(monkeypatch):
    sheet, measured = Sheet("Cards", language="en"), []
    found = sheet._pdf.multi_cell
    monkeypatch.setattr(
        sheet._pdf,
        "multi_cell",
        lambda *args, **kwargs: measured.append(kwargs.get("dry_run")) or found(*args, **kwargs),
    )
    sheet.cards("Secret", ["You are busy. " * 28], copies=20)
    assert measured.count(True) <= 2 * (14 - 7) + 2
    assert measured.count(None) == 20
