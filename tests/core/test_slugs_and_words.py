"""Addresses in plain letters, words for a search that stay whole, and names that may be one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, may_be_one_name, slug, words

PLAIN = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")


@pytest.mark.parametrize(("title", "address"), [
    ("नमस्ते दुनिया", "nmste-duniya"),
    ("ಕನ್ನಡ", "knnd"),
    ("മലയാളം", "mlyalm"),
    ("  MOVE: Day 1 -- part 2!  ", "move-day-1-part-2"),
    ("Café", "cafe"),
])  # fmt: skip
def test_an_address_is_transliterated_from_any_script(title, address):
    assert slug(title) == address


def test_vowel_signs_are_not_dropped():
    assert [slug(word) for word in ("दन", "दान", "दिन", "देन")] == ["dn", "dan", "din", "den"]


@given(st.text(max_size=60))
def test_an_address_is_plain_and_stays_itself(title):
    assert PLAIN.fullmatch(slug(title))
    assert slug(slug(title)) == slug(title)


@pytest.mark.parametrize(("text", "found"), [
    ("नमस्ते, दुनिया!", ["नमस्ते", "दुनिया"]),
    ("ಸ್ತ್ರೀ ಶಕ್ತಿ", ["ಸ್ತ್ರೀ", "ಶಕ್ತಿ"]),
    ("വിദ്യാർത്ഥി-സംഘം", ["വിദ്യാർത്ഥി", "സംഘം"]),
    ("क्\u200dष क्\u200cष", ["क्\u200dष", "क्\u200cष"]),
    ("120 cups (₹6)", ["120", "cups", "6"]),
    (" -- ", []),
])  # fmt: skip
def test_a_word_is_never_cut_at_a_vowel_sign_or_a_joiner(text, found):
    assert words(text) == found


@pytest.mark.parametrize(("one", "other"), [
    ("ബിൽ", "ബില്\u200d"),
    ("ൻ്റെ", "ന്റെ"),
    ("ൺൻർൽൾൿ", "ണ്\u200dന്\u200dര്\u200dല്\u200dള്\u200dക്\u200d"),
    ("ಬಿಲ್", "ಬಿಲ್\u200c"),
    ("ख़रीद", "खरीद"),
    ("\u0959रीद", "ख\u093cरीद"),
    ("ऩऱऴ", "नरळ"),
    ("६०", "60"),
    ("൬൦", "೬೦"),
    ("Goal", "gOAL"),
    ("Ｇｏａｌ", "goal"),
])  # fmt: skip
def test_spellings_of_one_word_are_one_in_a_search(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("दिन", "दीन"), ("कल", "कला"), ("ബില", "ബിൽ"), ("ಕನ", "ಕನ್ನ")])
def test_other_words_stay_other_words(one, other):
    assert fold(one) != fold(other)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_what_is_folded_is_folded_for_good(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("one", "other", "may"), [
    ("Asha", "Asha Pawar", True),
    ("PAWAR  asha", "Asha Pawar", True),
    ("", "Asha Pawar", True),
    ("Asha Naik", "Asha Pawar", False),
    ("Ash", "Asha Pawar", False),
])  # fmt: skip
def test_a_name_may_be_another_in_short_whichever_of_the_two_is_whole(one, other, may):
    assert may_be_one_name(one, other) is may_be_one_name(other, one) is may
