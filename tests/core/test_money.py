"""Money: exact to the paisa, half up, said as people here say it."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.money import in_words, rupees, shown
from core.numbers import parse_number

sums = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


@pytest.mark.parametrize(("exact", "kept"), [
    ("3765.8778", "3765.88"),  # an instalment on ₹80,000 at 1 % a month, 24 months
    ("4133.3333", "4133.33"),  # the same loan at a flat rate
    ("4371.0068", "4371.01"),
    ("0.005", "0.01"),
    ("0.015", "0.02"),
    ("0.025", "0.03"),
    ("-0.005", "-0.01"),
    ("-0.001", "0.00"),
    (540, "540.00"),
])  # fmt: skip
def test_half_a_paisa_is_rounded_up(exact, kept):
    assert str(rupees(exact)) == kept


def test_a_float_is_no_money():
    with pytest.raises(TypeError):
        rupees(0.1)


@pytest.mark.parametrize("nothing", ["", "abc", "NaN", "Infinity", "1" * 40])
def test_what_is_no_sum_is_refused(nothing):
    with pytest.raises(ValueError, match="not a sum of money"):
        rupees(nothing)


@pytest.mark.parametrize(("amount", "read"), [
    (0, "₹0"),
    (154424, "₹1,54,424"),
    (Decimal("3765.88"), "₹3,765.88"),
    (Decimal("35.5"), "₹35.50"),
    (Decimal("100000.00"), "₹1,00,000"),
    (-500, "-₹500"),
])  # fmt: skip
def test_a_sum_is_shown_with_indian_grouping_and_paise_where_there_are_any(amount, read):
    assert shown(amount) == read


@pytest.mark.parametrize("language", ["en", "hi", "kn", "ml"])
def test_the_digits_of_a_sum_are_the_same_in_every_language(language):
    with translation.override(language):
        assert shown(Decimal("1234567.5")) == "₹12,34,567.50"


@pytest.mark.parametrize(("amount", "read"), [
    (99_999, "₹99,999"),
    (1_00_000, "₹1 lakh"),
    (1_50_000, "₹1.5 lakh"),
    (1_54_424, "₹1.54 lakh"),
    (20_00_000, "₹20 lakh"),
    (99_99_499, "₹99.99 lakh"),
    (99_99_500, "₹1 crore"),
    (1_00_00_000, "₹1 crore"),
    (2_25_00_000, "₹2.25 crore"),
    (50_00_00_00_000, "₹5,000 crore"),
    (-1_50_000, "-₹1.5 lakh"),
])  # fmt: skip
def test_large_sums_are_said_in_lakh_and_crore(amount, read):
    assert in_words(amount) == read


def test_what_rounds_up_to_a_lakh_is_shown_in_full():
    assert in_words(Decimal("99999.99")) == "₹99,999.99"


@given(sums)
def test_a_kept_sum_stays_as_it_is_and_is_at_most_half_a_paisa_off(exact):
    kept = rupees(exact)
    assert rupees(kept) == kept
    assert abs(kept - exact) <= Decimal("0.005")


@given(sums)
def test_a_shown_sum_reads_back_as_itself(exact):
    assert parse_number(shown(exact)) == rupees(exact)


@given(sums)
def test_a_sum_and_its_opposite_are_said_alike(exact):
    kept = abs(rupees(exact))
    if kept:
        assert in_words(-kept) == "-" + in_words(kept)
