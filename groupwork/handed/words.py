"""What was typed, in words, for who looks through what was not taken."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Field, Form

from groupwork.enums import Milestone
from groupwork.forms import IdeaField, SheetForm
from groupwork.handed.about import part_of
from groupwork.queries import ideas_called
from groupwork.sheets import SHEETS
from submissions.kinds import Handed, keys_about


def steps_said(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """How far, since when; whose it is is read on the page."""
    labels = dict(Milestone.choices)
    said = {each.id: (each.fields.get("milestone", ""), each.fields.get("reached_on", "")) for each in handed}
    return {key: [str(labels.get(milestone, milestone)), str(day)] for key, (milestone, day) in said.items()}


def sheets_read(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """What was typed into each, under what was asked."""
    said = list(handed)
    named, found = _ideas_named(said), {}
    for each in said:
        if part_of(each, 1) in SHEETS:
            form = SheetForm(kind=SHEETS[part_of(each, 1)], ideas=(), sessions=())
            rows = [(f"{title} · {field.label}", field) for title, fields in form.row_fields for field in fields]
            asked = [(field.label, field) for field in form.single_fields]
            found[each.id] = _typed([(label, field.name, field.field) for label, field in asked + rows], each, named)
    return found


def read_by(form: type[Form]) -> Callable[[Iterable[Handed]], dict[UUID, list[str]]]:
    """What was typed into each ``form``, under what was asked."""

    def read(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
        said = list(handed)
        named = _ideas_named(said)
        asked = [(field.label, name, field) for name, field in form.base_fields.items()]
        return {each.id: _typed(asked, each, named) for each in said}

    return read


def _typed(asked: Iterable[tuple[Any, str, Field]], handed: Handed, named: Mapping[str, str]) -> list[str]:
    lines = []
    for label, name, field in asked:
        typed = "" if name == "session" else handed.fields.get(name, "")  # a key, and the page says which it is
        choices = named if isinstance(field, IdeaField) else dict(getattr(field, "choices", ()))
        if typed:
            lines.append(f"{label}: {choices.get(typed, '–' if isinstance(field, IdeaField) else typed)}")
    return lines


def _ideas_named(handed: Iterable[Handed]) -> dict[str, str]:
    """{idea: its name} of the ideas that are typed as keys, each of the group it was handed in about; one query.

    For who reads what was handed in, and so what stands in it.
    """
    of_group = {str(each.fields["idea"]): each.about.partition("/")[0] for each in handed if each.fields.get("idea")}
    ideas = ideas_called(keys_about(of_group).values())
    return {str(each.pk): each.name for each in ideas if of_group.get(str(each.pk)) == str(each.group_id)}


def counted(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """How often each symbol, in the order in which they stand on the page."""
    names = ("buys-yes", "buys-no")
    return {each.id: [" / ".join(str(each.fields.get(name, "0")) for name in names)] for each in handed}
