"""A sheet of any kind as a form, and what may be about an idea."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.asked import all_as_typed
from core.forms import SEND_AGAIN, AskingForm, entries_of, field_of
from core.records import Chain
from groupwork.forms.sessions import OfASession
from groupwork.models import Idea
from groupwork.reckoning import ZERO
from groupwork.sheets import COST_OF_A_PIECE, SheetKind, Sums

SOLD_MORE = _("More is sold here than was made.")
NOTHING_LEFT = _("Type less than 100: something must be left for the cost.")
WHOLE = 100  # percent of a price
BELOW_COST = _("This is less than a piece costs: you lose on each one that you sell. Do you want this price?")
NO_IDEA = ("", _("No idea in particular"))


class IdeaField(forms.ChoiceField):
    """One of a group's ideas. A page that a phone kept may name one that was corrected since: it means the same."""

    known: Mapping[str, Idea] = {}

    def offer(self, ideas: Iterable[Chain[Idea]]) -> None:
        """To choose from those that stand."""
        chains = list(ideas)
        self.known = {str(key): chain.now for chain in chains for key in chain.keys}
        self.choices = [NO_IDEA, *((str(chain.now.pk), chain.now.name) for chain in chains)]
        if not chains:
            self.widget = forms.HiddenInput()

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known

    def clean(self, value: Any) -> Idea | None:
        """As a row."""
        return self.known.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """What stands where ``value`` stood."""
        return self.known[str(value)].pk if str(value) in self.known else value


class AboutAnIdea(OfASession):
    """What may be about one of the group's ideas."""

    idea = IdeaField(label=_("Idea it is about"), required=False)

    def __init__(self, *args: Any, ideas: Iterable[Chain[Idea]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        idea: Any = self.fields["idea"]
        idea.offer(ideas)


class SheetForm(AboutAnIdea, AskingForm):
    """A sheet of any kind: its fields are those that the kind asks for."""

    def __init__(self, *args: Any, kind: SheetKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for each in kind.asked:
            self.fields[each.name] = field_of(each)
        if kind.rows:
            for number in range(1, kind.rows.number + 1):
                for column in kind.rows.columns:
                    self.fields[f"{column.name}-{number}"] = field_of(column)
        if not kind.about_idea:
            del self.fields["idea"]
        self._tell_the_phone()

    def _tell_the_phone(self) -> None:
        """What :meth:`clean` refuses and asks, for a phone without network (core/rules.js, questions.js)."""
        if self.kind.sums == Sums.PRICE:
            asks = {
                "data-floor": " ".join(COST_OF_A_PIECE),
                "data-below-floor": format_lazy(SEND_AGAIN, question=BELOW_COST),
            }
            self.fields["price"].widget.attrs |= asks
            self.fields["percent"].widget.attrs |= {"data-under": WHOLE, "data-under-words": NOTHING_LEFT}
        if self.kind.sums == Sums.PILOT:
            self.fields["sold"].widget.attrs |= {"data-no-more-than": "made", "data-no-more-than-words": SOLD_MORE}

    @property
    def single_fields(self) -> list[Any]:
        """What is asked once, to draw."""
        names = [each.name for each in self.kind.asked]
        return [self[name] for name in (["idea"] if "idea" in self.fields else []) + names]

    @property
    def row_fields(self) -> list[tuple[str, list[Any]]]:
        """(title of a row, its fields), to draw."""
        rows = self.kind.rows
        if rows is None:
            return []
        numbers = range(1, rows.number + 1)
        return [
            (str(rows.label) % {"number": number}, [self[f"{each.name}-{number}"] for each in rows.columns])
            for number in numbers
        ]

    def clean(self) -> dict[str, Any]:
        """An empty sheet is none, and what no sum can be made of is said beside its field."""
        cleaned = super().clean() or {}
        if not self.errors and not any(self.entries.values()):
            self.add_error(self.kind.asked[0].name, _("Nothing is filled in yet."))
        is_pilot = self.kind.sums == Sums.PILOT and not self.errors
        if is_pilot and cleaned["sold"] > cleaned["made"]:
            self.add_error("sold", SOLD_MORE)
        if self.kind.sums == Sums.PRICE and (cleaned.get("percent") or 0) >= WHOLE:
            self.add_error("percent", NOTHING_LEFT)
        if self.kind.sums == Sums.PRICE and not self.errors and self._is_below_cost(cleaned):
            self.ask("price", BELOW_COST)
        return cleaned

    def _is_below_cost(self, cleaned: Mapping[str, Any]) -> bool:
        price, costs = cleaned.get("price"), [cleaned.get(name) or ZERO for name in COST_OF_A_PIECE]
        return price is not None and price < sum(costs, ZERO)

    @property
    def entries(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        kept: dict[str, Any] = dict(entries_of(self.kind.asked, self.cleaned_data))
        rows = self.kind.rows
        if rows:
            numbers = range(1, rows.number + 1)
            typed = (entries_of(rows.columns, self.cleaned_data, f"-{number}") for number in numbers)
            kept["rows"] = [row for row in typed if row]
        return kept


def typed_again(kind: SheetKind, entries: Mapping[str, Any]) -> dict[str, Any]:
    """What a form of a sheet begins with, to correct it."""
    again = all_as_typed(kind.asked, entries)
    for number, row in enumerate(entries.get("rows", []), start=1):
        columns = kind.rows.columns if kind.rows else ()
        again |= {f"{name}-{number}": value for name, value in all_as_typed(columns, row).items()}
    return again
