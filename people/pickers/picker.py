"""What all pickers share: how one is drawn, what stands in it, and a press on one of its buttons."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.forms.utils import ErrorDict
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import Promise

from core import widgets
from core.text import line

MOST_FOUND = 20
SHORTEST_SEARCH = 2
LONGEST_KEY = 18
PRESS = "pick"

Row = TypeVar("Row", bound=Model)
Roles = Collection[str]


class Picks:
    """For a form with pickers: after a press on a picker's button it is drawn anew, and nothing is complained about."""

    data: Mapping[str, Any]
    is_bound: bool

    def full_clean(self) -> None:
        if self.is_bound and PRESS in self.data:
            self._errors = ErrorDict(renderer=self.renderer)  # type: ignore[attr-defined]  # a form
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()  # type: ignore[misc]  # a form

    def is_valid(self) -> bool:
        return PRESS not in self.data and bool(super().is_valid())  # type: ignore[misc]  # a form


@dataclass(frozen=True)
class Typed:
    """What stands in a picker: the key that is chosen, the words searched for, and of a place the steps of the ladder.

    ``drawn_anew`` after a press on one of its buttons; ``pressed`` where it was on one of any.
    """

    key: str = ""
    words: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    drawn_anew: bool = False
    pressed: bool = False


@dataclass(frozen=True)
class Option:
    """One line to choose."""

    key: str
    name: str
    detail: str
    chosen: bool


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: the places inside what is chosen above, named by the highest level among them."""

    level: str
    label: str
    options: list[Option]


class Picker(widgets.Picker):
    """The drawing that all pickers share. ``page`` is the name of the address that draws it alone."""

    template_name = "people/pickers/picker.html"
    inside: str
    page: str
    roles: Roles = ()

    @property
    def address(self) -> str:
        """Where it is drawn alone."""
        return reverse(self.page, query={"roles": list(self.roles)} if self.roles else None)

    class Media:
        js = [Script("people/pickers.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value or Typed()
        drawn = self.drawn(name, typed)
        drawn["nothing"] = drawn["nothing"] and typed.pressed  # else the field says it, above its picker
        return {
            **super().get_context(name, value, attrs),
            **drawn,
            "address": self.address,
            "inside": self.inside,
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        words = line(data.get(f"{name}_search", ""))
        return Typed(key=data.get(name, ""), words=words, drawn_anew=data.get(PRESS) == name, pressed=PRESS in data)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(each == name or each.startswith(f"{name}_") for each in data)

    def drawn(self, name: str, typed: Typed) -> dict[str, Any]:
        """What the template needs."""
        raise NotImplementedError


def joined(parts: Iterable[str | Promise | UUID | Model | None]) -> str:
    return " · ".join(str(part) for part in parts if part)
