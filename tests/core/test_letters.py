"""Letters as a reader sees them: no conjunct is cut, joiners stay where they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clusters, cut, has_forbidden_characters, normalise

ZWJ, ZWNJ = "\u200d", "\u200c"
HINDI = "कखगघचजटतदनपबमयरलवशषसहअइउािीुूेैोौं़्"
KANNADA = "ಕಖಗಚಜಟತದನಪಬಮಯರಲವಶಷಸಹಅಇಉಾಿೀುೂೆೇೈೊೋಂ್"
MALAYALAM = "കഖഗചജടതദനപബമയരലവശഷസഹഅഇഉാിീുൂെേൈൊോം്ൻർൽൾൺ"
texts = st.text(alphabet=HINDI + KANNADA + MALAYALAM + ZWJ + ZWNJ + " abc12.-", max_size=40)

WORDS = [
    ("नमस्ते", ["न", "म", "स्ते"]),
    ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
    ("स्त्री", ["स्त्री"]),
    ("लक्ष्मी", ["ल", "क्ष्मी"]),
    ("कर्ज़", ["क", "र्ज़"]),
    ("ಕನ್ನಡ", ["ಕ", "ನ್ನ", "ಡ"]),
    ("ಸ್ತ್ರೀ", ["ಸ್ತ್ರೀ"]),
    ("ಲಕ್ಷ್ಮಿ", ["ಲ", "ಕ್ಷ್ಮಿ"]),
    ("മലയാളം", ["മ", "ല", "യാ", "ളം"]),
    ("സ്ത്രീ", ["സ്ത്രീ"]),
    ("വിദ്യാർത്ഥി", ["വി", "ദ്യാ", "ർ", "ത്ഥി"]),
    ("Asha 2", ["A", "s", "h", "a", " ", "2"]),
]


@pytest.mark.parametrize(("word", "letters"), WORDS)
def test_a_conjunct_with_its_vowel_sign_is_one_letter(word, letters):
    assert clusters(word) == letters


def test_a_joiner_keeps_a_conjunct_together_and_a_non_joiner_takes_it_apart():
    assert clusters(f"क्{ZWJ}ष") == [f"क्{ZWJ}ष"]
    assert clusters(f"क्{ZWNJ}ष") == [f"क्{ZWNJ}", "ष"]


@pytest.mark.parametrize(("word", "length", "shown"), [
    ("नमस्ते दुनिया", 3, "नम…"),
    ("नमस्ते दुनिया", 4, "नमस्ते…"),
    ("ಕನ್ನಡ ಕಲಿಯಿರಿ", 3, "ಕನ್ನ…"),
    ("സ്ത്രീകൾ", 2, "സ്ത്രീ…"),
    ("Nadipura", 5, "Nadi…"),
])  # fmt: skip
def test_a_cut_falls_between_letters(word, length, shown):
    assert cut(word, length) == shown


def test_what_fits_is_not_cut():
    assert cut("नमस्ते", 3) == "नमस्ते"


def test_no_blank_stands_before_the_ellipsis():
    assert cut("Day one of the course", 5) == "Day…"


@given(texts)
def test_letters_put_together_again_are_the_text(text):
    assert "".join(clusters(text)) == text


@given(texts, st.integers(min_value=1, max_value=12))
def test_a_cut_text_is_short_enough_and_begins_with_whole_letters(text, length):
    shown = cut(text, length)
    assert len(clusters(shown)) <= length
    if shown != text:
        kept = clusters(shown.removesuffix("…"))
        assert shown.endswith("…")
        assert kept == clusters(text)[: len(kept)]


@given(st.text(max_size=40))
def test_one_normal_form_whatever_was_typed(text):
    assert normalise(normalise(text)) == normalise(text)


def test_two_ways_of_typing_a_letter_are_one_text():
    assert normalise("\u0958लम") == normalise("\u0915\u093cलम")
    assert normalise("ಕೊ") == normalise("ಕ\u0cc6\u0cc2")


def test_joiners_are_kept_and_windows_line_ends_made_plain():
    assert normalise(f"क्{ZWJ}ष\r\nक्{ZWNJ}ष") == f"क्{ZWJ}ष\nक्{ZWNJ}ष"


@pytest.mark.parametrize("code_point", [0x00, 0x07, 0x1F, 0x7F, 0xD800, 0xDFFF])
def test_what_no_database_takes_is_found(code_point):
    assert has_forbidden_characters(f"Asha{chr(code_point)}Devi")


@pytest.mark.parametrize("text", ["Asha\nDevi\tK", "नमस्ते", f"क्{ZWJ}ष", "₹500 👩‍🌾", ""])
def test_what_people_write_is_let_through(text):
    assert not has_forbidden_characters(text)
