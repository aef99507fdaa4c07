"""Fields in which an author chooses pictures and sound of the library for a question."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BaseChooser
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.widgets import AdminAudioChooser

from assessments.illustrated import KEPT_AS
from media.queries import pictures, sounds

LIBRARY: dict[str, tuple[Callable[[], QuerySet[Any]], type[BaseChooser]]] = {
    "picture": (pictures, AdminImageChooser),
    "sound": (sounds, AdminAudioChooser),
}


class LibraryField(forms.ModelChoiceField):
    """One of the library; its value is the number there, as text, as an author's part has it."""

    def clean(self, value: Any) -> str:
        chosen = super().clean(value)
        return str(chosen.pk) if chosen else ""


class LibraryNumberField(forms.CharField):
    """The same in a cell of a table, where the number is typed."""

    def __init__(self, *, name: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.library = LIBRARY[name][0]

    def clean(self, value: Any) -> str:
        number = super().clean(value).strip().removeprefix("#")
        if number and not (number.isdecimal() and len(number) < 10 and self.library().filter(pk=int(number)).exists()):
            raise ValidationError(_("Nothing in the library has this number."), code="unknown")
        return str(int(number)) if number else ""


def library_fields(language: str, letters: Iterable[str], written: Mapping[str, str]) -> dict[str, forms.Field]:
    """{part: field} of what is asked and of each row, with what is ``written``."""
    fields: dict[str, forms.Field] = {}
    for name in KEPT_AS:
        things, chooser = LIBRARY[name]
        for part in (f"{name}_{language}", *(f"{name}_{letter}_{language}" for letter in letters)):
            initial = written.get(part) or None
            fields[part] = LibraryField(things(), required=False, initial=initial, widget=chooser())
    return fields
