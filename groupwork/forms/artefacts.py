"""Ideas, decisions, surveys and counts as forms."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form, PlainTextField, RupeesField, WholeNumberField
from groupwork.enums import Verdict
from groupwork.forms.sessions import OfASession
from groupwork.forms.sheets import AboutAnIdea
from groupwork.symbols import BY_KEY, SYMBOLS
from groupwork.tallying import MOST_OF_A_SYMBOL

LONGEST_REASON = 300
# Asked of one idea; what is on the list is only kept there.
VERDICTS = [(Verdict.KEPT, _("Keep it on the list")), (Verdict.DROPPED, _("Drop it"))]


class IdeaForm(OfASession):
    """An idea for the short list, with why it is kept or dropped where that is clear already."""

    name = PlainTextField(label=_("Product or service"), max_length=120)
    reason = PlainTextField(
        label=_("Why it came up"),
        help_text=_("Such as: three shops said that people ask for it."),
        max_length=LONGEST_REASON,
    )
    verdict = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=[("", _("Decide later")), *VERDICTS],
        required=False,
        widget=forms.RadioSelect,
    )
    why = PlainTextField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput({"data-required-if": "verdict", "data-required-words": _("Write down why.")}),
    )

    def __init__(self, *args: Any, corrects: bool = False, **kwargs: Any) -> None:
        """What ``corrects`` another decides nothing: what was decided stays."""
        super().__init__(*args, **kwargs)
        if corrects:
            del self.fields["verdict"], self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Who decides says why."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") and not cleaned.get("why"):
            self.add_error("why", _("Write down why."))
        return cleaned


class DecisionForm(OfASession):
    """What a group decides about an idea, and why."""

    verdict = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            *VERDICTS[:1],
            (Verdict.CHANGED, _("Change it, and go on")),
            (Verdict.CHOSEN, _("Choose it: this is what we make")),
            *VERDICTS[1:],
        ],
        widget=forms.RadioSelect,
    )
    reason = PlainTextField(label=_("Why"), max_length=LONGEST_REASON)


class SurveyForm(AboutAnIdea):
    """What is asked at the households, before anybody is asked."""

    product = PlainTextField(label=_("Product or service"), max_length=120)
    area = PlainTextField(label=_("Where"), help_text=_("Three lanes, not only friends."), max_length=160)
    households = WholeNumberField(label=_("Households there"), least=1, most=9_999_999)
    price_low = RupeesField(label=_("Low price, one coin"))
    price_middle = RupeesField(label=_("Middle price, two coins"))
    price_high = RupeesField(label=_("High price, many coins"))
    hoped_percent = WholeNumberField(
        label=_("Share of the market you hope for"),
        help_text=_("Then halve your hope."),
        least=1,
        most=100,
        unit="%",
        initial=10,
    )
    leaves = RupeesField(
        label=_("What one piece leaves over its cost"),
        help_text=_("Leave it empty where you do not know."),
        required=False,
    )
    field_order = ("product", "area", "households", "price_low", "price_middle", "price_high")

    def clean(self) -> dict[str, Any]:
        """The prices rise."""
        cleaned = super().clean() or {}
        prices: list[Decimal] = [
            cleaned[name] for name in ("price_low", "price_middle", "price_high") if name in cleaned
        ]
        if len(prices) == 3 and not prices[0] < prices[1] < prices[2]:
            self.add_error("price_middle", _("The middle price lies between the low and the high one."))
        return cleaned


class CountForm(Form):
    """How far a phone has counted, or what somebody adds from a chart of seeds."""

    counter = forms.UUIDField(widget=forms.HiddenInput)
    presses = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for symbol in SYMBOLS:
            self.fields[symbol.key] = WholeNumberField(
                label=symbol.label, least=0, most=MOST_OF_A_SYMBOL, required=False
            )

    @property
    def counts(self) -> dict[str, int]:
        """{symbol: how often}, of those that were counted."""
        return {key: self.cleaned_data[key] for key in BY_KEY if self.cleaned_data.get(key)}
