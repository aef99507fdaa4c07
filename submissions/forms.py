"""Choosing the file of a phone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.limits import LARGEST_FILE_BYTES
from core.widgets import SizedFileInput

# A phone with a week of work writes a fortieth of this, besides its photos.
LARGEST_CARRIED_BYTES = LARGEST_FILE_BYTES
TOO_LARGE = _("This file is larger than any that a phone writes. Choose another file.")


class CarriedFileForm(Form):
    """The file. Who wrote it and what of it is taken is looked at by :mod:`submissions.carrying`."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The file that the phone wrote. Its name begins with “waiting”."),
        widget=SizedFileInput({"accept": ".json,application/json"}, too_large=TOO_LARGE),
        error_messages={"empty": _("There is nothing in this file. Choose another one.")},
    )

    def clean_file(self) -> Any:
        """No larger than a phone writes."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_CARRIED_BYTES:
            raise ValidationError(TOO_LARGE, "large")
        return file
