"""How every form is drawn, and says what is missing or wrong."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core import widgets


class Renderer(TemplatesSetting):
    """How every form of the portal is drawn."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


class NamesWhatIsMissing:
    """For every form that is shown: what is required and empty is named, not called "this field"."""

    def full_clean(self) -> None:
        for field in self.fields.values():  # type: ignore[attr-defined]  # a form
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = missing(field)
        super().full_clean()  # type: ignore[misc]  # a form


class Form(NamesWhatIsMissing, forms.Form):
    """The base of the portal's forms."""


class CreatingForm(Form):
    """A form that makes something: it carries an id, so that pressing twice makes it once (``core.services.once``)."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def clean_form_id(self) -> Any:
        return self.cleaned_data["form_id"] or uuid4()


def missing(field: forms.Field) -> str | Promise:
    """What to say where ``field`` is required and empty. A field for which this reads badly brings its own sentence."""
    if isinstance(field.widget, forms.CheckboxInput):
        sentence = _("Tick “{label}” to go on.")
    elif isinstance(field.widget, widgets.CHOSEN_FROM):
        sentence = _("Choose something for “{label}”.")
    elif isinstance(field, forms.FileField):
        sentence = _("Add something for “{label}”.")
    else:
        sentence = _("Fill in “{label}”.")
    return format_lazy(sentence, label=field.label or "")


def faults_of(form: forms.BaseForm) -> dict[str, str]:
    """{name of a field, or nothing: what is wrong with it}."""
    return {
        "" if name == NON_FIELD_ERRORS else name: " ".join(str(error) for error in errors)
        for name, errors in form.errors.items()
    }
