"""What is asked as data (:mod:`core.asked`), as the fields of a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from core.asked import NOT_SAID, YES_OR_NO, Ask, Asked, as_kept
from core.forms.fields import DateField, NumberField, PlainLinesField, PlainTextField, RupeesField

LONGEST_LINE, LONGEST_LINES = 160, 2000
MOST_OF_A_NUMBER = 9_999_999


def field_of(asked: Asked) -> forms.Field:
    """The field in which ``asked`` is answered."""
    said: dict[str, Any] = {"label": asked.label, "help_text": asked.hint, "required": asked.required}
    return _MADE[asked.ask](asked, said)


def entries_of(asked: Iterable[Asked], cleaned: Mapping[str, Any], ending: str = "") -> dict[str, str]:
    """{name: answer as it is kept}; the names of the fields are those of ``asked`` with ``ending``."""
    found = ((each.name, cleaned.get(f"{each.name}{ending}")) for each in asked)
    return {name: as_kept(value) for name, value in found if value not in (None, "")}


def _choice(asked: Asked, said: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[("", "–"), *asked.choices], **said)


def _yes_or_no(asked: Asked, said: dict[str, Any]) -> forms.Field:
    """Nobody can take back a press on a radio: what need not be answered has a choice that says nothing."""
    choices = YES_OR_NO if asked.required else (*YES_OR_NO, NOT_SAID)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)


def _number(asked: Asked, said: dict[str, Any]) -> forms.Field:
    return NumberField(least=0, most=MOST_OF_A_NUMBER, unit=asked.unit, **said)


def _lines(asked: Asked, said: dict[str, Any]) -> forms.Field:
    return PlainLinesField(max_length=LONGEST_LINES, widget=forms.Textarea({"rows": 3}), **said)


_MADE = {
    Ask.LINE: lambda asked, said: PlainTextField(max_length=LONGEST_LINE, **said),
    Ask.LINES: _lines,
    Ask.NUMBER: _number,
    Ask.RUPEES: lambda asked, said: RupeesField(**said),
    Ask.DAY: lambda asked, said: DateField(**said),
    Ask.YES_NO: _yes_or_no,
    Ask.CHOICE: _choice,
}
