"""Paper in every script: shaped, with its letterhead, its numbers and a code that leads on."""

import pytest

from core.print import Sheet

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


def test_a_long_table_goes_on_with_its_head_on_the_next_sheet():
    sheet = Sheet("Learners", language="en")
    sheet.table(["Name", "Sign"], [[f"Asha {number}", ""] for number in range(80)])
    assert sheet.pages >= 2


def test_a_code_and_lines_to_write_on_are_drawn():
    sheet = Sheet("Certificate", language="en")
    sheet.fields(["How much", "By when"])
    sheet.code("https://portal.example/verify/ABCD")
    assert sheet.as_bytes().startswith(b"%PDF-")
