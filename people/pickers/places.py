"""Choosing a place: by the ladder of levels, or searched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import PlaceLevel
from core.models import Place
from core.searching import named
from people.models import Person
from people.pickers.picker import (
    LONGEST_KEY,
    MOST_FOUND,
    SHORTEST_SEARCH,
    Option,
    Picker,
    Rung,
    Typed,
)


class PlacePicker(Picker):
    """A ladder from the state down, and beside it a search by name; first the places where ``viewer`` holds a role.

    The search finds only what may be chosen: places of one of ``levels``, where not any.
    """

    inside = "people/pickers/place.html"
    page = "people:pick-place"

    def __init__(self, viewer: Person | None = None, levels: Collection[str] = ()) -> None:
        super().__init__()
        self.hers = places_of(viewer)
        self.levels = [str(level) for level in levels]

    @property
    def address(self) -> str:
        return reverse(self.page, query={"levels": self.levels} if self.levels else None)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        steps = {level: data.get(f"{name}_{level}", "") for level in PlaceLevel.values}
        return replace(super().value_from_datadict(data, files, name), steps={k: v for k, v in steps.items() if v})

    def drawn(self, name: str, typed: Typed) -> dict[str, Any]:
        place = _place(typed.key) if typed.key else None
        if place:
            typed = replace(typed, steps=steps_to(place), words="")
        options = [_option(each) for each in places_found(typed.words, self.levels)]
        return {
            "name": name,
            "words": typed.words,
            "nothing": bool(typed.words) and not options,
            "hers": [_option(each) for each in self.hers if str(each.pk) not in typed.steps.values()],
            "ladder": ladder(typed.steps),
            "options": options,
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
        picker = PlacePicker(viewer, levels)
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


def places_found(words: str, levels: Collection[str] = ()) -> Sequence[Place]:
    """Places whose name in some language or code holds ``words``, each with those above it; of ``levels``, if named."""
    if len(words) < SHORTEST_SEARCH:
        return []
    found = named(_with_those_above(), words)
    return list((found.filter(level__in=levels) if levels else found).order_by("name")[:MOST_FOUND])


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
