"""A person or an organisation in a cell of a table, by a code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.codes import plain_code
from core.text import line
from people.models import Organisation, Person
from people.queries import person_with_code


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
