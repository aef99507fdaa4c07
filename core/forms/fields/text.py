"""Words and names, and the number of a phone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import widgets
from core.local_text import OTHER_LANGUAGES
from core.phones import normalise_phone
from core.text import FORMULA_SIGNS, clean, line


class PlainTextField(forms.CharField):
    """A line of text in any script, as :func:`core.text.line` keeps it; what cannot be seen counts as empty."""

    kept_by = staticmethod(line)
    default_error_messages = {"unkept": _("There is a character here that cannot be kept. Type the text again.")}

    def to_python(self, value: Any) -> str:
        try:
            return self.kept_by(super().to_python(value) or "")
        except ValueError:
            raise ValidationError(self.error_messages["unkept"], code="unkept") from None


class NameField(PlainTextField):
    """What somebody or something is called: a formula, such as a spreadsheet hands on, is no name."""

    default_error_messages = {"formula": _("This is a formula, not a name. Type the name.")}

    def to_python(self, value: Any) -> str:
        name = super().to_python(value)
        if name.startswith(FORMULA_SIGNS):
            raise ValidationError(self.error_messages["formula"], code="formula")
        return name


class PlainLinesField(PlainTextField):
    """Text over several lines, as :func:`core.text.clean` keeps it."""

    widget = forms.Textarea
    kept_by = staticmethod(clean)


class LocalNamesField(forms.MultiValueField):
    """A name in ``languages``, those of the portal beside English: ``{language: name}`` of those that were typed."""

    def __init__(
        self, *, max_length: int, languages: Sequence[tuple[str, str]] = OTHER_LANGUAGES, **kwargs: Any
    ) -> None:
        self.languages = languages
        names = [PlainTextField(label=label, max_length=max_length, required=False) for _code, label in languages]
        widget = widgets.LocalNamesInput(languages)
        super().__init__(names, **{"require_all_fields": False, "widget": widget, **kwargs})

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        typed = zip(self.languages, data_list, strict=False)
        return {code: name for (code, _label), name in typed if name}


class PhoneField(forms.CharField):
    """A phone number typed in any way; its value is in E.164, or empty."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
    default_error_messages = {"invalid": _("This is not a phone number. Type it with all its digits.")}

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value) or ""
        if not typed:
            return ""
        try:
            return normalise_phone(typed)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
