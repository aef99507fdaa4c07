"""Numbers as people here write them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import grouped, parse_number, percent_of

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize(("part", "whole", "percent"), [(6, 7, 86), (1, 8, 13), (794, 1000, 79), (0, 3, 0), (0, 0, 0)])
def test_a_share_is_rounded_half_up_and_of_nothing_it_is_none(part, whole, percent):
    assert percent_of(part, whole) == percent


@pytest.mark.parametrize(("value", "shown"), [
    (0, "0"),
    (999, "999"),
    (1000, "1,000"),
    (99999, "99,999"),
    (100000, "1,00,000"),
    (12345678, "1,23,45,678"),
    (1000000000, "1,00,00,00,000"),
    (-100000, "-1,00,000"),
    (Decimal("1234567.50"), "12,34,567.50"),
    (Decimal("-0.5"), "-0.5"),
    (Decimal("1E+5"), "1,00,000"),
])  # fmt: skip
def test_numbers_are_grouped_by_thousand_then_by_hundreds(value, shown):
    assert grouped(value) == shown


@pytest.mark.parametrize(("typed", "value"), [
    ("540", "540"),
    ("₹ 1,00,000", "100000"),
    ("१,००,०००", "100000"),
    ("೫೪೦", "540"),
    ("൧൨൩൪", "1234"),
    ("১২৩", "123"),
    ("１２．５", "12.5"),
    (" 12.50 ", "12.50"),
    ("33.3%", "33.3"),
    ("−५", "-5"),
    ("+5", "5"),
    ("1 00 000", "100000"),
    ("100,000", "100000"),
    ("1,000,000", "1000000"),
    ("1\xa000\u202f000", "100000"),
    ("Rs 540", "540"),
    ("Rs.540", "540"),
    ("₨ 540", "540"),
    ("INR 1,00,000.50", "100000.50"),
    ("540/-", "540"),
    ("Rs. 1,500/-", "1500"),
    ("540 ₹", "540"),
    ("540 rs", "540"),
    ("रु. ५४०", "540"),
    ("-₹540", "-540"),
    ("12.", "12"),
    (".5", "0.5"),
    ("\u2068540\u2069", "540"),
])  # fmt: skip
def test_a_number_is_read_in_any_script_with_or_without_grouping(typed, value):
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "₹",
        "%",
        "twelve",
        "12abc",
        "1.2.3",
        "5-6",
        "½",
        "NaN",
        "inf",
        "-Infinity",
        "1e15",
        "9" * 5000,
        "\x00",
        "12,5",
        "0,75",
        "1,00,00",
        "12 5",
        "0,750",
        "123,45,678",
        "1,,000",
        ",500",
        "5²",
        "①",
        "1_000",
        "1e3",
        "540//",
        "$5",
        ".",
    ],
)
def test_what_is_no_single_usable_number_is_refused(typed):
    with pytest.raises(ValueError, match="number"):
        parse_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=2))
def test_a_grouped_number_reads_back_as_itself(value):
    assert parse_number(grouped(value)) == value
    assert parse_number(f"₹{grouped(abs(value))}") == abs(value)


@given(st.integers(min_value=0, max_value=10**14))
def test_an_int_and_its_decimal_are_shown_alike_and_groups_are_of_the_right_size(value):
    shown = grouped(value)
    assert shown == grouped(Decimal(value))
    first, *middle = shown.split(",")
    assert shown.replace(",", "") == str(value)
    if middle:
        assert len(middle[-1]) == 3
        assert {len(group) for group in middle[:-1]} <= {2}
        assert len(first) in {1, 2}


@given(st.integers(min_value=0, max_value=10**14), st.sampled_from([0x966, 0xCE6, 0xD66, 0x9E6, 0xFF10]))
def test_the_digits_of_every_script_mean_the_same(value, zero):
    native = "".join(chr(zero + int(digit)) for digit in str(value))
    assert parse_number(native) == value


@given(st.text(max_size=30))
def test_anything_typed_is_a_number_or_a_clean_refusal(typed):
    with suppress(ValueError):
        assert parse_number(typed).is_finite()


@pytest.mark.parametrize("typed", ["+" + " " * 4000 + "x", "1" + " , " * 4000, "₹" * 4000, "9" * 4000])
def test_what_is_too_long_for_a_number_is_refused_at_once(typed):
    with pytest.raises(ValueError, match="number"):
        parse_number(typed)
