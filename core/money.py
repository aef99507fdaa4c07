"""Sums of money: Decimal rupees with paise, rounded half up, said as people here say them."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from core.numbers import grouped

PAISA = Decimal("0.01")
RUPEE = Decimal(1)
LAKH = Decimal(1_00_000)
CRORE = Decimal(1_00_00_000)


def rupees(amount: Decimal | int | str) -> Decimal:
    """``amount`` in rupees and whole paise, half a paisa rounded up (away from 0).

    Raises TypeError for a float, whose paise cannot be trusted, and ValueError for what is no sum.
    """
    return _rounded(amount, PAISA)


def shown(amount: Decimal | int) -> str:
    """``amount`` to be read: ``₹1,00,000``, with paise where there are any: ``₹35.50``, ``-₹500``."""
    exact = rupees(amount)
    number = abs(exact)
    return ("-" if exact < 0 else "") + "₹" + grouped(number if number % 1 else number.quantize(RUPEE))


def in_words(amount: Decimal | int) -> str:
    """``amount`` to be read at a glance: ``₹1.5 lakh``, ``₹2.25 crore``; as :func:`shown` below a lakh."""
    exact = rupees(amount)
    sign = "-" if exact < 0 else ""
    if abs(exact) < LAKH:
        return shown(exact)
    lakhs = _short(abs(exact) / LAKH)
    if lakhs < CRORE / LAKH:
        return sign + _("₹%(number)s lakh") % {"number": grouped(lakhs)}
    return sign + _("₹%(number)s crore") % {"number": grouped(_short(abs(exact) / CRORE))}


def _rounded(amount: Decimal | int | str, step: Decimal) -> Decimal:
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    try:
        rounded = Decimal(amount).quantize(step, rounding=ROUND_HALF_UP) + 0  # + 0: no minus before nothing
    except InvalidOperation as error:
        raise ValueError("not a sum of money") from error
    if rounded.is_nan():
        raise ValueError("not a sum of money")
    return rounded


def _short(number: Decimal) -> Decimal:
    """Two decimals at most, none that say nothing."""
    short = number.quantize(PAISA, rounding=ROUND_HALF_UP).normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(RUPEE)  # type: ignore[operator]  # finite
