"""One spelling for one phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phones import normalise_phone
from core.text import in_plain_characters

ZEROS = {
    "ascii": 0x30,
    "hindi": 0x966,
    "bengali": 0x9E6,
    "gurmukhi": 0xA66,
    "gujarati": 0xAE6,
    "odia": 0xB66,
    "tamil": 0xBE6,
    "telugu": 0xC66,
    "kannada": 0xCE6,
    "malayalam": 0xD66,
    "full-width": 0xFF10,
}
LAYOUTS = [
    "9876543210",
    "98765 43210",
    "98765-43210",
    "98765–43210",
    "98765\u00a043210",
    "09876543210",
    "0 98765 43210",
    "+919876543210",
    "+91 98765 43210",
    "+91-98765-43210",
    "＋91 98765 43210",
    "(+91) 98765 43210",
    "0091 98765 43210",
    "919876543210",
    " 9876543210 ",
]
SPELLINGS = [
    "".join(chr(zero + int(character)) if character.isdigit() else character for character in layout)
    for zero in ZEROS.values()
    for layout in LAYOUTS
]


def test_more_than_a_hundred_spellings_of_one_number_are_one_key():
    assert len(set(SPELLINGS)) >= 100
    assert {normalise_phone(spelling) for spelling in SPELLINGS} == {"+919876543210"}


@given(st.from_regex(r"[6-9][0-9]{9}", fullmatch=True), st.sampled_from(list(ZEROS.values())))
def test_the_key_stays_itself_and_does_not_depend_on_the_keyboard(digits, zero):
    key = normalise_phone(f"+91{digits}")
    assert normalise_phone(key) == key == f"+91{digits}"
    assert normalise_phone("+91" + "".join(chr(zero + int(digit)) for digit in digits)) == key


def test_another_country_keeps_its_own_prefix():
    assert normalise_phone("+1 212 555 0123") == "+12125550123"


@pytest.mark.parametrize(
    "typed", ["", "   ", "98765", "९८७६५", "987654321099", "98765 4321O", "ask Meena", "M100001", "\x00", "\ud800"]
)
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(ValueError, match="phone number"):
        normalise_phone(typed)


@pytest.mark.parametrize(("typed", "plain"), [("Ｍ१೦൦০0", "M10000"), ("४८२७१९", "482719"), ("turmeric²", "turmeric2")])
def test_digits_of_every_script_become_plain(typed, plain):
    assert in_plain_characters(typed) == plain
