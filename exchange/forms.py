"""Choosing a file, and confirming what it would do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class FileForm(Form):
    """The file to bring in."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or an Excel workbook (.xlsx), with the names of the columns in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )


class ConfirmForm(Form):
    """Whether what may be there already is written, too."""

    with_doubtful = forms.BooleanField(
        label=_("Write also the rows that may be there already: I have looked at them"), required=False
    )
