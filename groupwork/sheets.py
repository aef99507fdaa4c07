"""The sheets a group fills in, as data: what each asks, in order. Source: DOMAIN.md b12 and lessons 3A to 12."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.asked import Ask, Asked


class Sums(StrEnum):
    """What is worked out from a sheet."""

    DAY_PROFIT = "day-profit"
    COMPETENCY = "competency"
    PILOT = "pilot"
    PRICE = "price"
    PLAN = "plan"


@dataclass(frozen=True)
class Rows:
    """The same, asked several times: ``label`` names one of them with its ``number``. The first column names a row."""

    label: str | Promise
    columns: tuple[Asked, ...]
    number: int


@dataclass(frozen=True)
class SheetKind:
    """A sheet. ``sums`` is what is worked out from it; ``about_idea`` whether it is about one idea of the group."""

    title: str | Promise
    lead: str | Promise
    asked: tuple[Asked, ...]
    rows: Rows | None = None
    sums: Sums | None = None
    about_idea: bool = True


FOUR = (
    Asked("product", _("Product"), Ask.LINES, _("What does she take home? Quality, size, pack.")),
    Asked("price", _("Price"), Ask.LINES, _("What does she pay, and on which days?")),
    Asked("place", _("Place"), Ask.LINES, _("Where does she find it, and how does it get there?")),
    Asked("promotion", _("Promotion"), Ask.LINES, _("How does she hear of it?")),
)
THREE_MORE = (
    Asked("people", _("People"), Ask.LINES, _("Who serves her, and how?")),
    Asked("process", _("Process"), Ask.LINES, _("What happens from greeting to paying?")),
    Asked("evidence", _("What she sees"), Ask.LINES, _("What shows that it is good: a clean table, a certificate.")),
)
# What of a price sheet makes up the cost: the floor of a price.
COST_OF_A_PIECE = ("material", "work", "other")
HAVE, LEARN, BUY = "have", "learn", "buy"

SHEETS: dict[str, SheetKind] = {
    "free-visit": SheetKind(
        _("Market visit as a customer"),
        _("Look, buy something small, bargain once. Write nothing down before you are outside."),
        (
            Asked("place", _("Market or street"), required=True),
            Asked("shops", _("Shops you were in"), Ask.LINES),
            Asked("bought", _("What you bought")),
            Asked("asked", _("Price that was asked"), Ask.RUPEES),
            Asked("paid", _("Price you paid"), Ask.RUPEES),
            Asked("seen", _("What you saw: crowd, display, how they spoke"), Ask.LINES),
            Asked("missing", _("What people asked for and did not get"), Ask.LINES),
        ),
        about_idea=False,
    ),
    "shop-visit": SheetKind(
        _("Market visit with questions"),
        _("Greet, say who you are, and ask when the shop is quiet. Ask two shops the same."),
        (
            Asked("shop", _("Kind of shop"), required=True),
            Asked("place", _("Where"), required=True),
            Asked("years", _("Years in business"), Ask.NUMBER),
            Asked("running", _("What a day costs: rent, gas, light"), Ask.RUPEES),
            Asked("peak", _("Best month, and why")),
            Asked("lean", _("Worst month, and why")),
            Asked("supplier", _("Where the goods are bought")),
            Asked("credit", _("Credit that is given")),
            Asked("trick", _("One trick you saw"), Ask.LINES),
        ),
        Rows(
            _("Best seller %(number)s"),
            (
                Asked("good", _("Product")),
                Asked("buy", _("Bought at"), Ask.RUPEES),
                Asked("sell", _("Sold at"), Ask.RUPEES),
                Asked("units", _("Sold in a day"), Ask.NUMBER),
            ),
            3,
        ),
        sums=Sums.DAY_PROFIT,
        about_idea=False,
    ),
    "mix-4p": SheetKind(
        _("Market mix of a product (4P)"), _("One page: what, for how much, where, and how they hear of it."), FOUR
    ),
    "mix-7p": SheetKind(
        _("Market mix of a service (7P)"),
        _("A service is made while she waits: three more things count."),
        FOUR + THREE_MORE,
    ),
    "competency": SheetKind(
        _("What we can do"),
        _("Name each task. Be honest with each other: have it, learn it, or buy it in."),
        (Asked("risk", _("What may go wrong"), Ask.LINES),),
        Rows(
            _("Task %(number)s"),
            (
                Asked("task", _("Task")),
                Asked(
                    "way",
                    _("How we get it"),
                    Ask.CHOICE,
                    choices=((HAVE, _("Have it")), (LEARN, _("Learn it")), (BUY, _("Buy it in"))),
                ),
                Asked("who", _("Who")),
                Asked("days", _("Days to learn"), Ask.NUMBER),
                Asked("money", _("Rupees a month"), Ask.RUPEES),
            ),
            9,
        ),
        sums=Sums.COMPETENCY,
    ),
    "skill-plan": SheetKind(
        _("Skill plan"),
        _("What is learned, from whom, and how you know that it is learned."),
        (
            Asked("skill", _("Skill"), required=True),
            Asked("who", _("Who learns it")),
            Asked("provider", _("Who teaches it")),
            Asked("begins", _("First day"), Ask.DAY),
            Asked("cost", _("What it costs"), Ask.RUPEES),
            Asked("test", _("What a customer said of the first piece"), Ask.LINES),
        ),
    ),
    "pilot": SheetKind(
        _("First sale"),
        _("Make a small batch and sell it. Count what is left over: a loss here is learned cheaply."),
        (
            Asked("day", _("Day"), Ask.DAY, required=True),
            Asked("product", _("What you sold")),
            Asked("made", _("Pieces made"), Ask.NUMBER, required=True),
            Asked("sold", _("Pieces sold"), Ask.NUMBER, required=True),
            Asked("price", _("Price of a piece"), Ask.RUPEES, required=True),
            Asked("cost", _("Cost of a piece"), Ask.RUPEES, required=True),
            Asked("feedback", _("What customers said"), Ask.LINES),
            Asked("change", _("One thing we change")),
        ),
        sums=Sums.PILOT,
    ),
    "price": SheetKind(
        _("Price sheet"),
        _("The cost is the floor, what others charge is the ceiling. Your own work is a cost too."),
        (
            Asked("material", _("Material of a piece"), Ask.RUPEES, required=True),
            Asked("work", _("Own work in a piece"), Ask.RUPEES, required=True),
            Asked("other", _("Packing, travel and the rest, of a piece"), Ask.RUPEES),
            Asked("percent", _("How much of the price you want to keep, in percent"), Ask.NUMBER),
            Asked("rivals", _("What others charge, and for which size"), Ask.LINES),
            Asked("price", _("Price you choose"), Ask.RUPEES),
            Asked("why", _("Why this price"), Ask.LINES),
        ),
        sums=Sums.PRICE,
    ),
    "brand": SheetKind(
        _("Name and label"),
        _("Try three names on ten people. Ask them the next day which one they remember."),
        (
            Asked("name", _("Name you choose"), required=True),
            Asked("tried", _("Names you tried, and how many remembered each"), Ask.LINES),
            Asked("label", _("What stands on the label: quantity, price, date, maker, phone"), Ask.LINES),
            Asked("licence", _("Licence number, such as FSSAI for food")),
            Asked("promotion", _("How people hear of it, the cheapest way first"), Ask.LINES),
        ),
    ),
    "plan": SheetKind(
        pgettext_lazy("business", "Plan on one page"),
        _("What you will say to the panel in five minutes."),
        (
            Asked("product", _("What you sell, and to whom"), Ask.LINES, required=True),
            Asked("units", _("Pieces sold in a month"), Ask.NUMBER),
            Asked("price", _("Price of a piece"), Ask.RUPEES),
            Asked("cost", _("Cost of a piece"), Ask.RUPEES),
            Asked("fixed", _("What a month costs even if nothing is sold"), Ask.RUPEES),
            Asked("money", _("Money needed to begin"), Ask.RUPEES),
            Asked("payer", _("Where it comes from"), Ask.LINES),
            Asked("months", _("What is done in the first three months"), Ask.LINES),
            Asked("risk", _("What may go wrong, and what you do then"), Ask.LINES),
        ),
        sums=Sums.PLAN,
    ),
}
