"""Choosing a file, and confirming what it would do."""

from collections.abc import Sequence
from typing import Any
from zipfile import is_zipfile

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from core.limits import LARGEST_FILE_BYTES
from core.local_text import filled_in, listed
from core.widgets import SizedFileInput
from exchange.errors import FileIsTooLarge, IsNoWorkbook
from exchange.kinds import FileReader, Text

WORKBOOK = ".xlsx"


class FileForm(Form):
    """The file to bring in: a table, or what ``readers`` read, in one of the ``ways``. A job looks at it later."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or an Excel workbook (.xlsx), with the names of the columns in the first row."),
        widget=SizedFileInput({"accept": ".csv,.xlsx,text/csv"}, too_large=FileIsTooLarge.message),
    )

    def __init__(
        self, *args: Any, readers: Sequence[FileReader] = (), ways: Sequence[tuple[str, Text]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if ways:
            self.fields["way"] = forms.ChoiceField(
                label=_("What is new comes"),
                choices=ways,
                initial=ways[0][0],
                required=False,
                widget=forms.RadioSelect,
            )
        if readers:
            field = self.fields["file"]
            names = listed([reader.name for reader in readers])
            field.help_text = format_lazy("{} {}", field.help_text, filled_in(_("Or: %(names)s."), {"names": names}))
            endings = sorted({ending for reader in readers for ending in reader.endings})
            field.widget.attrs["accept"] = ",".join([field.widget.attrs["accept"], *endings])

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
