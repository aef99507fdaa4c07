"""Small sums of the sheets, in rupees: plain numbers in, plain numbers out (DOMAIN.md, lessons 3B, 8A, 9, 11, 12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


def day_profit(goods: Iterable[tuple[Decimal, Decimal, Decimal]], *, running: Decimal) -> Decimal:
    """What a shop earns in a day: of each good (bought at, sold at, sold a day), less what the day costs.

    A tea stall: a cup costs 4 and sells at 10, 120 cups, rent and gas 180: 120 x 6 - 180 = 540.
    """
    return sum(((sold_at - bought_at) * number for bought_at, sold_at, number in goods), ZERO) - running


@dataclass(frozen=True)
class Pilot:
    """What a first batch brought, and what it would have brought more, had nothing been left over."""

    profit: Decimal
    lost: Decimal


def pilot_of(*, made: Decimal, sold: Decimal, price: Decimal, cost: Decimal) -> Pilot:
    """50 made at 12 each, 38 sold at 20: 760 - 600 = 160; the 12 left over cost 240 more.

    Raises ValueError where more is sold than was made.
    """
    if sold > made:
        raise ValueError("more is sold than was made")
    return Pilot(profit=sold * price - made * cost, lost=(made - sold) * price)


def price_for(cost: Decimal, *, percent: Decimal) -> Decimal:
    """The price at which ``percent`` of it stay: 28 / 0.7 = 40. Raises ValueError from 100 percent on."""
    if percent >= 100:
        raise ValueError("nothing is left for the cost")
    return (cost / (1 - percent / 100)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def break_even(fixed: Decimal, *, leaves: Decimal) -> int | None:
    """How many pieces a month carry ``fixed`` costs: 5,300 / 12 = 442. None where a piece leaves nothing."""
    return int((fixed / leaves).to_integral_value(ROUND_CEILING)) if leaves > 0 else None
