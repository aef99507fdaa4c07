"""Refusals of exchange."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class FileCannotBeRead(Refusal):
    """It is no table."""

    code = "file_unreadable"
    message = _("This file cannot be read. Save it as CSV or as an Excel workbook (.xlsx) and choose it again.")


class FileIsTooLarge(Refusal):
    """More than is taken at once."""

    code = "file_too_large"
    message = _("This file is too large. Bring in at most 10,000 rows and 5 MB at once.")


class ColumnIsMissing(Refusal):
    """A column without which no row can be read."""

    code = "column_missing"
