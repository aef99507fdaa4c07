"""What is handed in about a lesson: the fields of its forms, the place in it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, Form, NumberField, RupeesField
from core.numbers import grouped
from core.text import clean
from courses.enums import FieldKind
from courses.models import LessonPage
from courses.queries import Reading

LONGEST_TEXT = 10_000
SEEN = "seen:"


class TextField(forms.CharField):
    """What she wrote, whole, in one normal form; blanks around it are hers."""

    def __init__(self, **kwargs: Any) -> None:
        too_long = _("This is too long to be kept. Leave out a part: at most 10,000 letters.")
        super().__init__(max_length=LONGEST_TEXT, strip=False, error_messages={"max_length": too_long}, **kwargs)

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except ValueError:
            raise ValidationError(_("There is a character here that cannot be kept. Type the text again.")) from None


FIELDS: dict[str, type[forms.Field]] = {
    FieldKind.NUMBER: NumberField,
    FieldKind.MONEY: RupeesField,
    FieldKind.DATE: DateField,
}


class LessonForm(Form):
    """Those fields of a lesson's form that were handed in; others are left as they are, unknown ones passed over.

    ``seen:<field>`` names the entries over which a field was written.
    """

    def __init__(self, data: QueryDict, *, lesson: LessonPage, form_key: str, kinds: dict[str, str]) -> None:
        super().__init__(data)
        self.lesson, self.form_key = lesson, form_key
        for name, kind in kinds.items():
            if name in data:
                self.fields[name] = FIELDS.get(kind, TextField)(required=False)

    @property
    def values(self) -> dict[str, str]:
        """{field: its text as it is kept}: numbers grouped, days as day-month-year."""
        return {name: _as_text(value) for name, value in self.cleaned_data.items()}

    @property
    def seen(self) -> dict[str, list[UUID]]:
        """{field: the entries over which it was written}."""
        return {name: _ids(self.data.get(f"{SEEN}{name}", "")) for name in self.fields}


class PlaceForm(Form):
    """The step she looks at."""

    step = forms.IntegerField(min_value=1, max_value=9999)

    def __init__(self, data: QueryDict, *, lesson: LessonPage) -> None:
        super().__init__(data)
        self.lesson = lesson


class EndForm(Form):
    """That she read it to the end; there is nothing to fill in."""

    def __init__(self, data: QueryDict, *, lesson: LessonPage, reading: Reading) -> None:
        super().__init__(data)
        self.lesson, self.reading = lesson, reading


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return grouped(value) if isinstance(value, Decimal) else str(value)


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(part) for part in text.split(",") if part]
    except ValueError:
        return []
