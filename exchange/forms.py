"""Choosing a file, and confirming what it would do."""

from typing import Any
from zipfile import is_zipfile

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.limits import LARGEST_FILE_BYTES
from core.widgets import SizedFileInput
from exchange.errors import FileIsTooLarge, IsNoWorkbook

WORKBOOK = ".xlsx"


class FileForm(Form):
    """The file to bring in. What stands in it is looked at later, in a job."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or an Excel workbook (.xlsx), with the names of the columns in the first row."),
        widget=SizedFileInput({"accept": ".csv,.xlsx,text/csv"}, too_large=FileIsTooLarge.message),
    )

    def clean_file(self) -> Any:
        """No larger than is taken, and a workbook where its name says so."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE_BYTES:
            raise ValidationError(FileIsTooLarge.message, code=FileIsTooLarge.code)
        if file.name.lower().endswith(WORKBOOK) and not is_zipfile(file):
            raise ValidationError(IsNoWorkbook.message, code=IsNoWorkbook.code)
        file.seek(0)
        return file


class ChoosingForm(Form):
    """Which rows that may be there already are meant: one by its ``row``, or all that are in doubt by a ``column``."""

    row = forms.IntegerField(min_value=1, required=False)
    column = forms.CharField(max_length=60, required=False)
    chosen = forms.BooleanField(required=False)
