"""The symbols a household points at: what each means, and how often or for which price it stands."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groupwork.enums import Question


@dataclass(frozen=True)
class Symbol:
    """One counter. ``sign`` is its drawing in ``groupwork/symbols.svg``; ``times`` how often a month it stands for."""

    key: str
    question: Question
    label: str | Promise
    sign: str
    times: Decimal | None = None


SYMBOLS = (
    Symbol("buys-yes", Question.BUYS, _("Yes"), "yes"),
    Symbol("buys-no", Question.BUYS, _("No"), "no"),
    Symbol("often-1", Question.OFTEN, _("Once a month"), "moon", Decimal(1)),
    Symbol("often-4", Question.OFTEN, _("Once a week"), "week", Decimal(4)),
    Symbol("often-12", Question.OFTEN, _("Three times a week"), "weeks", Decimal(12)),
    Symbol("often-30", Question.OFTEN, _("Every day"), "sun", Decimal(30)),
    Symbol("price-low", Question.PRICE, _("Low price"), "coin"),
    Symbol("price-middle", Question.PRICE, _("Middle price"), "coins"),
    Symbol("price-high", Question.PRICE, _("High price"), "heap"),
    Symbol("factor-quality", Question.FACTOR, _("Taste or quality"), "heart"),
    Symbol("factor-near", Question.FACTOR, _("It is near"), "near"),
    Symbol("factor-cheap", Question.FACTOR, _("It is cheap"), "coin"),
    Symbol("factor-trust", Question.FACTOR, _("She trusts the seller"), "hands"),
    Symbol("factor-credit", Question.FACTOR, _("She may pay later"), "book"),
    Symbol("complaint-quality", Question.COMPLAINT, _("Bad quality"), "broken"),
    Symbol("complaint-far", Question.COMPLAINT, _("Too far"), "road"),
    Symbol("complaint-dear", Question.COMPLAINT, _("Too dear"), "heap"),
    Symbol("complaint-small", Question.COMPLAINT, _("Too small"), "small"),
)
BY_KEY = {symbol.key: symbol for symbol in SYMBOLS}
