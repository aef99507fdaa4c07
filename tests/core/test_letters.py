"""Letters as a reader sees them: no conjunct is cut, joiners stay where they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean, clusters, cut, is_visible, line

pytestmark = pytest.mark.anywhere

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


@pytest.mark.parametrize("emoji", ["👩‍🌾", "👍🏾", "🇮🇳", "❤️‍🔥", "👩‍⚕️", "🙂‍↔️", "1️⃣", "🏴\U000e0067\U000e0062\U000e007f"])
def test_an_emoji_is_one_letter_whatever_it_is_made_of(emoji):
    assert clusters(f"a{emoji}b") == ["a", emoji, "b"]
    assert clusters(emoji * 2) == [emoji] * 2


def test_signs_side_by_side_are_not_one_emoji():
    assert clusters("₹+😀😀🇮") == ["₹", "+", "😀", "😀", "🇮"]


@given(st.text(max_size=40))
def test_one_spelling_whatever_was_typed(text):
    assert clean(clean(text)) == clean(text)
    assert line(line(text)) == line(text)


def test_two_ways_of_typing_a_letter_are_one_text():
    assert clean("\u0958लम") == clean("\u0915\u093cलम")
    assert clean("ಕೊ") == clean("ಕ\u0cc6\u0cc2")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_the_line_end_of_every_program_is_a_line_end(end):
    assert clean(f"first{end}second") == "first\nsecond"
    assert line(f"first{end}second{end}") == "first second"


@pytest.mark.parametrize("code_point", [0x00, 0x07, 0x1B, 0x1F, 0x7F, 0x9F])
def test_a_control_character_is_taken_out_and_the_rest_kept(code_point):
    assert clean(f"Asha{chr(code_point)}Devi") == "AshaDevi"


@pytest.mark.parametrize("code_point", [0x61C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069])
def test_what_turns_the_direction_of_the_text_around_it_is_taken_out(code_point):
    assert clean(f"Asha{chr(code_point)} Devi") == "Asha Devi"


@pytest.mark.parametrize("code_point", [0xD800, 0xDFFF])
def test_half_a_character_is_refused(code_point):
    with pytest.raises(ValueError, match="half a character"):
        clean(f"Asha{chr(code_point)}")


@pytest.mark.parametrize("text", ["Asha\nDevi\tK", "नमस्ते", f"क्{ZWJ}ष क्{ZWNJ}ष", "₹500 👩‍🌾", ""])
def test_what_people_write_is_kept(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\u2060", "\u3164", "\u2800", "\u202e", f"{ZWJ}{ZWNJ}", "\u0301", "\xa0\n"]
)
def test_what_draws_nothing_is_not_visible(text):
    assert not is_visible(text)
    assert line(text) == ""


@pytest.mark.parametrize("text", ["आ", "7", "?", "👍🏾", "\u200bA", "\U0001fae9"])
def test_one_letter_digit_or_sign_is_visible(text):
    assert is_visible(text)
