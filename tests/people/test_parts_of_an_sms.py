"""As how many SMS a text is charged (3GPP TS 23.038)."""

import pytest

from people.sms import parts_of


@pytest.mark.parametrize(("text", "parts"), [
    ("", 1),
    ("a" * 160, 1),
    ("a" * 161, 2),
    ("a" * 306, 2),
    ("a" * 307, 3),
    ("क" * 70, 1),
    ("क" * 71, 2),
    ("क" * 135, 3),
    ("a" * 71 + "₹", 2),
])  # fmt: skip
def test_latin_letters_fit_160_to_a_part_and_other_scripts_70(text, parts):
    assert parts_of(text) == parts
