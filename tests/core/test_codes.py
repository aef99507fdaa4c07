"""Codes: one spelling, whatever the keyboard or the clipboard put between or around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codes import plain_code
from tests.ways_of_typing import WAYS

CODES = ["M100003", "752916", "MVK4P7"]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("code", CODES)
def test_a_code_is_the_same_however_it_is_typed(code, way):
    assert plain_code(way(code)) == code


@pytest.mark.parametrize("other", ["75291", "7529160", "75291G"])
def test_another_code_stays_another_code(other):
    assert plain_code(other) == other


@given(st.lists(st.sampled_from([" ", "-", "\u2013", "\xa0", "\u200b", "\u2060", "\n"]), min_size=7, max_size=7))
def test_what_separates_or_is_not_seen_changes_nothing_wherever_it_stands(between):
    typed = "".join(each + sign for each, sign in zip("M100003", between, strict=True))
    assert plain_code(typed) == "M100003"


@given(st.text(max_size=20))
def test_anything_typed_has_a_plain_form_without_blanks(typed):
    assert not any(each.isspace() for each in plain_code(typed))
