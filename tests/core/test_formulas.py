"""Formulas of authors: the worked numbers of DOMAIN c, what is let through, and that every one ends."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas import FormulaIsWrong, HasNoValue, half_up, read_formula

pytestmark = pytest.mark.anywhere


def worked(formula: str, **numbers: str) -> Decimal:
    return read_formula(formula).value({name: Decimal(number) for name, number in numbers.items()})


@pytest.mark.parametrize(
    ("formula", "comes_to"),
    [
        ("40 - 28", "12"),  # X1
        ("round((40 - 28) / 28 * 100, 2)", "42.86"),  # X2
        ("60000 / 60", "1000"),  # X3
        ("ceil(5300 / (40 - 28))", "442"),  # X4
        ("round(11300 / 0.30)", "37667"),  # X5
        ("ceil((3500 + 3766) / 12)", "606"),  # X6
        ("round((60000 - 37667) / 60000 * 100, 1)", "37.2"),  # X7
        ("round(emi(80000, 1, 24), 2)", "3765.88"),  # X9
        ("round((80000 + 80000 * 12 / 100 * 2) / 24, 2)", "4133.33"),  # X10
        ("round(emi(80000 × 1.01^3, 1, 21), 2)", "4371.01"),  # X11
        ("round((154424 + 12000 + 7576) / 45191, 2)", "3.85"),  # X16
        ("12000 + 40000 - 10000", "42000"),  # X18
        ("1200 * 45 / 100 * 4 * 40", "86400"),  # X32
        ("round((60000 − 66000) ÷ 66000 × 100, 1)", "-9.1"),  # X33
    ],
)
def test_the_worked_numbers_of_the_field_come_out(formula, comes_to):
    assert worked(formula) == Decimal(comes_to)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "price -",
        "__import__('os')",
        "price.real",
        "price()",
        "eval(price)",
        "[price]",
        "price if price else 1",
        "price > 1",
        "price % 2",
        "lambda: 1",
        "'a'",
        "True",
        "1e9",
        "0x10",
        "1_000",
        "60,000",
        "Price",
        "emi(1, 2)",
        "round(1.5, decimals=1)",
        "min(*price)",
        "(" * 120 + "1" + ")" * 120,
        "+".join("1" * 100),
        "1" * 300,
        "कीमत + 1",
    ],
)
def test_what_is_not_arithmetic_is_refused_with_a_reason(formula):
    with pytest.raises(FormulaIsWrong) as refused:
        read_formula(formula)
    assert str(refused.value.sentence)


@pytest.mark.parametrize(
    "formula", ["1 / 0", "9^9^9", "9^9^9^9", "0^-1", "(-2)^0.5", "99999^6", "2^100000", "round(1, 99)"]
)
def test_what_never_ends_or_is_too_large_has_no_value(formula):
    with pytest.raises(HasNoValue):
        read_formula(formula).value({})


@given(st.decimals(-10_000, 10_000, places=3, allow_nan=False), st.integers(0, 4))
def test_a_half_is_rounded_away_from_nothing(value, decimals):
    step = Fraction(1, 10**decimals)
    whole, left = divmod(abs(Fraction(value)) / step, 1)
    expected = (whole + (left * 2 >= 1)) * step * (1 if value >= 0 else -1)
    assert Fraction(half_up(value, Decimal(decimals))) == expected


@st.composite
def formulas(draw, depth: int = 3) -> tuple[str, Fraction]:
    """A formula as written, and what it comes to by exact fractions."""
    if not depth or draw(st.booleans()):
        number = draw(st.integers(0, 999))
        return str(number), Fraction(number)
    (left, one), (right, two) = draw(formulas(depth - 1)), draw(formulas(depth - 1))
    sign = draw(st.sampled_from("+-*"))
    value = {"+": one + two, "-": one - two, "*": one * two}[sign]
    return f"({left} {sign} {right})", value


@given(formulas())
def test_a_formula_of_whole_numbers_comes_to_exactly_what_it_says(formula):
    written, value = formula
    if abs(value) < 10**20:
        assert Fraction(read_formula(written).value({})) == value


@given(st.text(alphabet="pq0123456789.+-*/^(), _[]{}=<>'\"\\xeminclofrud", max_size=60))
def test_whatever_is_typed_is_read_or_refused_and_never_hangs(typed):
    try:
        formula = read_formula(typed)
        value = formula.value(dict.fromkeys(formula.names, Decimal(2)))
    except (FormulaIsWrong, HasNoValue):
        return
    assert value.is_finite()
