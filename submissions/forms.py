"""Choosing the file of a phone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Form

# A phone with a week of work writes a tenth of this.
LARGEST_CARRIED = 2_000_000


class CarriedFileForm(Form):
    """The file. Who wrote it and what of it is taken is looked at by :mod:`submissions.carrying`."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The file that the phone wrote. Its name begins with “waiting”."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        """No larger than a phone writes."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_CARRIED:
            raise ValidationError(_("This file is larger than any that a phone writes. Choose another file."), "large")
        return file
