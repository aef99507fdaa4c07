"""The market in figures (DOMAIN.md, X32): households x share who buy x times a month x price.

1,200 households, 27 of 60 asked buy (45 %), 4 times a month, Rs 40: 2,160 packets, Rs 86,400 a month; a share of 15 %
is 324 packets. 27 of 60 is 45 % give or take 12.6 points, so 390 to 690 households buy.

Each figure is worked out from those before it as they are shown, so that who reckons it through comes to the same: 1 of
3 asked is 33.3 %, and 33.3 % of 1,000 households are 333.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt

# Households that are asked before the figures are more than a guess (DOMAIN.md, lesson 6A).
LEAST_ASKED = 40
# The half width that holds in 95 of 100 samples, in standard errors.
NINETY_FIVE_OF_100 = 1.96
WHOLE = Decimal(1)


@dataclass(frozen=True)
class Answers:
    """What was counted. ``often`` is {times a month: households}, ``paid`` {rupees: households}, of those that buy."""

    buys: int
    asked: int
    often: Mapping[Decimal, int]
    paid: Mapping[Decimal, int]


@dataclass(frozen=True)
class Market:
    """A month's market. ``share`` and ``margin`` in percent and points, money in rupees; low and high are the range of
    households that buy, said in two figures. ``earns`` is None where nobody said what one piece leaves.
    """

    share: Decimal
    margin: Decimal
    low: int
    high: int
    buyers: int
    times: Decimal
    price: Decimal
    units: int
    value: Decimal
    ours: int
    earns: Decimal | None
    is_small_sample: bool


def market_of(answers: Answers, *, households: int, hoped_percent: int, leaves: Decimal | None) -> Market | None:
    """None while nobody was asked, or nobody said how often or for how much she buys."""
    times, price = _mean(answers.often), _mean(answers.paid)
    if not answers.asked or times is None or price is None:
        return None
    share = Fraction(answers.buys, answers.asked)
    margin = NINETY_FIVE_OF_100 * sqrt(share * (1 - share) / answers.asked)
    percent, often, paid = _decimal(share * 100, "0.1"), _decimal(times, "0.1"), _decimal(price, "0.01")
    buyers = _whole(Fraction(percent) * households / 100)
    units = _whole(Fraction(often) * buyers)
    ours = _whole(Fraction(units * hoped_percent, 100))
    return Market(
        share=percent,
        margin=Decimal(margin * 100).quantize(Decimal("0.1"), ROUND_HALF_UP),
        low=_two_figures(households * max(0.0, float(share) - margin)),
        high=_two_figures(households * min(1.0, float(share) + margin)),
        buyers=buyers,
        times=often,
        price=paid,
        units=units,
        value=_decimal(Fraction(paid) * units, "1"),
        ours=ours,
        earns=None if leaves is None else ours * leaves,
        is_small_sample=answers.asked < LEAST_ASKED,
    )


def _mean(counted: Mapping[Decimal, int]) -> Fraction | None:
    number = sum(counted.values())
    return sum((Fraction(value) * times for value, times in counted.items()), Fraction(0)) / number if number else None


def _decimal(value: Fraction, step: str) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(step), ROUND_HALF_UP)


def _whole(value: Fraction) -> int:
    return int(_decimal(value, "1"))


def _two_figures(number: float) -> int:
    """388.9 is said as 390: a sample does not know more."""
    whole = round(number)
    step = 10 ** max(0, len(str(whole)) - 2)
    return int(Decimal(number / step).quantize(WHOLE, ROUND_HALF_UP)) * step


def answered_too_often(answers: Answers, others: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """(what was asked, how often it was answered, how many could answer), of what was answered by more than could: how
    often and for how much is asked of those who buy, ``others`` of all. A counter was pressed too often or too seldom.
    """
    counted = [
        ("often", sum(answers.often.values()), answers.buys),
        ("price", sum(answers.paid.values()), answers.buys),
    ]
    counted += [(name, number, answers.asked) for name, number in others.items()]
    return [each for each in counted if each[1] > each[2]]
