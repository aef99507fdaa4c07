"""What is typed about certificates: a number to look up, a reason, a name put right."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.numbering import DIGITS, is_number
from core.codes import plain_code
from core.forms import Form, PlainTextField


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
        label=_("Why"), max_length=300, help_text=_("Kept with the certificate; not shown to others.")
    )


class NewPaperForm(ReasonForm):
    """A certificate that takes the place of another, with the name put right."""

    name = PlainTextField(label=_("Name as it shall stand on the certificate"), max_length=120)

    field_order = ("name", "reason")
