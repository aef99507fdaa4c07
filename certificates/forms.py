"""What is typed about certificates: a number to look up, a reason, a name or a language put right."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from certificates.models import LANGUAGES_OF_PAPER, Certificate
from certificates.naming import may_be_another_person, stranger_in
from certificates.numbering import DIGITS, is_number
from core.codes import plain_code
from core.forms import AskingForm, Form, PlainTextField

LONGEST_NAME = 120


class NumberForm(Form):
    """The number on a certificate, however it is spaced and in whatever digits."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        help_text=_("Eleven digits, below the square."),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Plain digits that may be a number."""
        typed = plain_code(self.cleaned_data["number"])
        if not typed.isdigit() or len(typed) != DIGITS:
            raise ValidationError(_("A number has eleven digits. Look at it again."))
        if not is_number(typed):
            raise ValidationError(_("One of the digits is wrong. Look at it again."))
        return typed


class ReasonForm(Form):
    """Why it is taken back."""

    reason = PlainTextField(
        label=_("Why"),
        max_length=300,
        help_text=_("She reads it, and so do her trainers and the organiser of the cohort."),
    )


class AskingToEndForm(Form):
    """What is wrong with it, for who may take it back or put it right."""

    reason = PlainTextField(
        label=_("What is wrong"),
        max_length=300,
        help_text=_("Say whether to take it back or to put it right, and how. Who may do it reads this."),
    )


class LeavingForm(Form):
    """Why it stays as it is, for who asked."""

    reason = PlainTextField(label=_("Why it stays as it is"), max_length=300, help_text=_("Who asked reads this."))


class NewPaperForm(ReasonForm, AskingForm):
    """A certificate that takes the place of another, with the name or the language put right."""

    name = PlainTextField(
        label=_("Name as it shall stand on the certificate"),
        max_length=LONGEST_NAME,
        error_messages={
            "max_length": _("The name is too long for the paper: %(limit_value)s letters at most. Shorten it.")
        },
    )
    language = forms.ChoiceField(label=_("Language of the paper"), choices=LANGUAGES_OF_PAPER, required=False)

    field_order = ("name", "language", "reason")

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        """``certificate`` is the one whose place it takes."""
        kwargs["initial"] = {"name": certificate.name, "language": certificate.language}
        super().__init__(*args, **kwargs)
        self.certificate = certificate

    def clean_name(self) -> str:
        """What the paper can print. A name very unlike the one on it is asked about once."""
        name: str = self.cleaned_data["name"]
        if sign := stranger_in(name):
            said = {"sign": sign, "name": unicodedata.name(sign, hex(ord(sign)))}
            raise ValidationError(_("A name on paper cannot hold “%(sign)s” (%(name)s). Leave it out."), params=said)
        if may_be_another_person(name, self.certificate.name):
            before = self.certificate.name
            self.ask("name", format_lazy(_("Is this still the same person? It was {name} before."), name=before))
        return name
