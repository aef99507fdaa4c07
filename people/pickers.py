"""Choosing a place, a person or an organisation among thousands: searched, and only among those she may choose.

Each picker is one field and works without scripts: a press on one of its buttons sends the form, which comes back with
the picker drawn anew and without complaints (:class:`Picks`). With scripts the picker alone is fetched
(people.views.pickers).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms.utils import ErrorDict
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import widgets
from core.codes import plain_code
from core.enums import PlaceLevel
from core.models import Place
from core.searching import holds, named
from core.text import line
from people.enums import Role
from people.models import Organisation, Person
from people.permissions import ORGANISATION, PERSON, organisations_visible_to, people_visible_to
from people.queries import person_with_code
from people.scopes import held

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

    ``drawn_anew`` after a press on one of its buttons.
    """

    key: str = ""
    words: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    drawn_anew: bool = False


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
        context = super().get_context(name, value, attrs)
        return {**context, **self.drawn(name, value or Typed()), "address": self.address, "inside": self.inside}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        words = line(data.get(f"{name}_search", ""))
        return Typed(key=data.get(name, ""), words=words, drawn_anew=data.get(PRESS) == name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(each == name or each.startswith(f"{name}_") for each in data)

    def drawn(self, name: str, typed: Typed) -> dict[str, Any]:
        """What the template needs."""
        raise NotImplementedError


# --- People and organisations ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Search(Generic[Row]):
    """What is ``offered`` to choose from, what words find (which may be more), and what tells two of one name apart."""

    offered: "QuerySet[Row]"
    found: Callable[[str], "QuerySet[Row]"]
    detail: Callable[[Row], str]

    def get(self, typed: Typed) -> Row | None:
        """The row that is chosen, where it may be."""
        try:
            rows = [self.offered.filter(pk=typed.key).first()]
            if typed.words and rows == [None]:
                rows = [self.found(typed.words).filter(pk=typed.key).first()]
        except (ValueError, ValidationError):
            return None
        return rows[0]

    def finds(self, words: str) -> bool:
        """Whether there is anything to choose for ``words``, be it chosen already."""
        return len(words) >= SHORTEST_SEARCH and self.found(words).exists()

    def options(self, typed: Typed) -> list[Option]:
        """What is chosen, then what is found."""
        chosen = self.get(typed) if typed.key else None
        rows = [chosen] if chosen else []
        if len(typed.words) >= SHORTEST_SEARCH:
            rows += [row for row in self.found(typed.words)[: MOST_FOUND + 1] if row != chosen]
        return [Option(str(row.pk), str(row), self.detail(row), chosen=row == chosen) for row in rows[:MOST_FOUND]]


def people_to_choose(viewer: Person, roles: Roles = ()) -> Search[Person]:
    """The people ``viewer`` sees, or reaches by one of ``roles``, by name or member code.

    Where no roles are named, a programme manager also finds anybody by the whole member code.
    """
    reached = Person.objects.filter(PERSON.within(viewer, roles)) if roles else people_visible_to(viewer)
    fetched = ("user", "place", "organisation")
    offered = reached.filter(Q(user=None) | Q(user__is_active=True)).select_related(*fetched)

    def found(words: str) -> "QuerySet[Person]":
        code = plain_code(words)
        if not roles and held(viewer, [Role.PROGRAMME_MANAGER]):
            by_code = Person.objects.filter(user__username=code, user__is_active=True)
            if by_code.exists():
                return by_code.select_related(*fetched)
        return offered.filter(holds(words) | Q(user__username=code))

    return Search(offered, found, told_apart)


def told_apart(person: Person) -> str:
    """By what two people of one name are told apart."""
    return _joined([person.user.username if person.user else "", person.organisation, person.place])


def organisations_to_choose(viewer: Person, roles: Roles = ()) -> Search[Organisation]:
    """The organisations ``viewer`` may work with, or reaches by one of ``roles``, by a name in any language."""
    reached = Organisation.objects.filter(ORGANISATION.within(viewer, roles)) if roles else None
    offered = (organisations_visible_to(viewer) if reached is None else reached).select_related("place", "parent")
    return Search(
        offered,
        lambda words: named(offered, words),
        lambda row: _joined([row.get_kind_display(), row.parent, row.place]),
    )


class SearchPicker(Picker):
    """Search, and choose among what is found."""

    inside = "people/pickers/search.html"

    def __init__(self, search: Search[Any], page: str, roles: Roles = ()) -> None:
        super().__init__()
        self.search, self.page, self.roles = search, page, roles

    def drawn(self, name: str, typed: Typed) -> dict[str, Any]:
        options = self.search.options(typed)
        return {
            "name": name,
            "words": typed.words,
            "options": options,
            "nothing": bool(typed.words) and not self.search.finds(typed.words),
            "is_optional": not self.is_required,
            "drawn_anew": typed.drawn_anew,
        }


class SearchedField(forms.Field):
    """A row that was searched for; its value is the row."""

    default_error_messages = {
        "not_chosen": _("Look at what was found for “%(words)s” and choose."),
        "nothing": _("Nothing was found for “%(words)s”. Search with other words."),
        "invalid": _("This cannot be chosen. Search again."),
    }

    def __init__(self, *, search: Search[Any], page: str, roles: Roles, **kwargs: Any) -> None:
        super().__init__(widget=SearchPicker(search, page, roles), **kwargs)
        self.search = search

    def clean(self, value: Any) -> Any:
        """Nothing is taken that was not shown: who typed words is shown what they find."""
        typed: Typed = value or Typed()
        if typed.key:
            row = self.search.get(typed)
            if row is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return row
        if typed.words:
            code = "not_chosen" if self.search.options(typed) else "nothing"
            raise ValidationError(self.error_messages[code], code=code, params={"words": typed.words})
        return super().clean(None)

    def prepare_value(self, value: Any) -> Any:
        """A row, or its key as an address has it, is what stands chosen in the beginning."""
        if isinstance(value, Model):
            return Typed(key=str(value.pk))
        return Typed(key=str(value)) if isinstance(value, str | int | UUID) else value


class PersonField(SearchedField):
    """A person, chosen by ``viewer``; with ``roles`` only among those she reaches by one of them."""

    def __init__(self, *, viewer: Person, roles: Roles = (), **kwargs: Any) -> None:
        super().__init__(search=people_to_choose(viewer, roles), page="people:pick-person", roles=roles, **kwargs)


class OrganisationField(SearchedField):
    """An organisation, chosen by ``viewer``; with ``roles`` only among those she reaches by one of them."""

    def __init__(self, *, viewer: Person, roles: Roles = (), **kwargs: Any) -> None:
        super().__init__(
            search=organisations_to_choose(viewer, roles), page="people:pick-organisation", roles=roles, **kwargs
        )


# --- In a cell of a table ---------------------------------------------------------------------------------------------


class MemberCodeField(forms.CharField):
    """Who has the member code that is typed, however it is typed.

    A code alone opens the way to nobody: whoever reads the row says the same of her whom its writer does not know.
    """

    default_error_messages = {"nobody": _("You know nobody with this member code.")}

    def clean(self, value: Any) -> Person | None:
        code = plain_code(super().clean(value))
        person = person_with_code(code, among=Person.objects.all()) if code else None
        if code and person is None:
            raise ValidationError(self.error_messages["nobody"], code="nobody")
        return person


class LokosCodeField(forms.CharField):
    """The organisation that has the LokOS code that is typed."""

    default_error_messages = {
        "nothing": _("No organisation has this LokOS code."),
        "several": _("Several organisations have this LokOS code."),
    }

    def clean(self, value: Any) -> Organisation | None:
        code = line(super().clean(value))
        found = list(Organisation.objects.filter(lokos_code=code)[:2]) if code else []
        if code and len(found) != 1:
            name = "several" if found else "nothing"
            raise ValidationError(self.error_messages[name], code=name)
        return found[0] if found else None


# --- Places ----------------------------------------------------------------------------------------------------------


class PlacePicker(Picker):
    """A ladder from the state down, and beside it a search by name; first the places where ``viewer`` holds a role."""

    inside = "people/pickers/place.html"
    page = "people:pick-place"

    def __init__(self, viewer: Person | None = None) -> None:
        super().__init__()
        self.hers = places_of(viewer)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        steps = {level: data.get(f"{name}_{level}", "") for level in PlaceLevel.values}
        return replace(super().value_from_datadict(data, files, name), steps={k: v for k, v in steps.items() if v})

    def drawn(self, name: str, typed: Typed) -> dict[str, Any]:
        place = _place(typed.key) if typed.key else None
        if place:
            typed = replace(typed, steps=steps_to(place), words="")
        return {
            "name": name,
            "words": typed.words,
            "hers": [_option(each) for each in self.hers if str(each.pk) not in typed.steps.values()],
            "ladder": ladder(typed.steps),
            "options": [_option(place) for place in places_found(typed.words)],
            "drawn_anew": typed.drawn_anew,
            "searched": typed.drawn_anew and typed.words,
        }


class PlaceField(forms.Field):
    """A place of the ladder: the last one that is chosen counts. ``levels`` are those it may be of, where not any.

    For her work, ``viewer`` chooses first among the places she holds a role over; where that is one, she begins there.
    """

    default_error_messages = {
        "invalid": _("Choose a place from the list."),
        "level": _("Go further down: choose one of these: %(levels)s."),
    }

    def __init__(self, *, levels: Collection[PlaceLevel] = (), viewer: Person | None = None, **kwargs: Any) -> None:
        picker = PlacePicker(viewer)
        only = picker.hers[0] if len(picker.hers) == 1 else None
        hint = _levels_said(levels) if levels else ""
        super().__init__(**{"widget": picker, "initial": only, "help_text": hint, **kwargs})
        self.levels = levels

    def clean(self, value: Any) -> Any:
        typed: Typed = value or Typed()
        place: Place | None = super().clean(self._chosen(typed))
        if place and self.levels and place.level not in self.levels:
            names = ", ".join(str(PlaceLevel(level).label) for level in self.levels)
            raise ValidationError(self.error_messages["level"], code="level", params={"levels": names})
        return place

    def prepare_value(self, value: Any) -> Any:
        """A place, or its key as an address has it, is what stands chosen in the beginning."""
        if isinstance(value, Place):
            return Typed(steps=steps_to(value))
        return Typed(key=str(value)) if isinstance(value, str | int) else value

    def _chosen(self, typed: Typed) -> Place | None:
        if typed.key:
            place = _place(typed.key)
            if place is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return place
        key = ""
        for rung in ladder(typed.steps):
            chosen = next((option.key for option in rung.options if option.chosen), "")
            if typed.steps.get(rung.level) and not chosen:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            key = chosen or key
        return _place(key) if key else None


def ladder(steps: Mapping[str, str]) -> list[Rung]:
    """The rungs to draw for ``steps`` ({level of a rung: key of the chosen place}): down to the first that is open.

    A block may have villages beside its gram panchayats: a choice is known by its key, not by its level.
    """
    rungs: list[Rung] = []
    inside = list(Place.objects.filter(parent=None))
    while inside:
        here = {place.level for place in inside}
        levels = [level for level in PlaceLevel if level in here]
        chosen = next((place for place in inside if str(place.pk) in steps.values()), None)
        options = [Option(str(place.pk), str(place), "", chosen=place == chosen) for place in inside]
        label = ", ".join(str(level.label) for level in levels)
        rungs.append(Rung(levels[0].value, label, sorted(options, key=lambda option: option.name)))
        inside = list(Place.objects.filter(parent=chosen)) if chosen else []
    return rungs


def steps_to(place: Place) -> dict[str, str]:
    """The steps of the ladder that lead to ``place``."""
    steps: dict[str, str] = {}
    step: Place | None = place
    while step is not None:
        steps[step.level] = str(step.pk)
        step = step.parent
    return steps


def places_of(viewer: Person | None) -> Sequence[Place]:
    """The places ``viewer`` holds a role over, each with the places above it."""
    held_here = [grant.place_id for grant in viewer.current_grants if grant.place_id] if viewer else []
    if not held_here:
        return []
    return list(_with_those_above().filter(pk__in=held_here).order_by("name")[:MOST_FOUND])


def places_found(words: str) -> Sequence[Place]:
    """Places whose name in some language or code holds ``words``, each with the places above it."""
    if len(words) < SHORTEST_SEARCH:
        return []
    return list(named(_with_those_above(), words).order_by("name")[:MOST_FOUND])


def _levels_in_words(levels: Collection[PlaceLevel]) -> str:
    names = ", ".join(str(PlaceLevel(level).label) for level in levels)
    return gettext("Go down to one of these: %(levels)s.") % {"levels": names}


_levels_said = lazy(_levels_in_words, str)


def _with_those_above() -> QuerySet[Place]:
    return Place.objects.select_related("parent__parent__parent__parent")


def _option(place: Place) -> Option:
    return Option(str(place.pk), str(place), place.lies(), chosen=False)


def _place(key: str) -> Place | None:
    usable = key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY
    return Place.objects.filter(pk=int(key)).first() if usable else None


def _joined(parts: Iterable[str | Promise | UUID | Model | None]) -> str:
    return " · ".join(str(part) for part in parts if part)
