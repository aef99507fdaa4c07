from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class FileCannotBeRead(Refusal):
    """It is no table."""

    code = "file_unreadable"
    message = _("This file cannot be read. Save it as CSV or as an Excel workbook (.xlsx) and choose it again.")


class IsNoWorkbook(FileCannotBeRead):
    """Its name says that it is one."""

    code = "no_workbook"
    message = _(
        "This file is called .xlsx and is no Excel workbook. Save it as a workbook or as CSV and choose it again."
    )


class FileIsPdf(Refusal):
    """It looks like a table, and holds none."""

    code = "file_is_pdf"
    message = _("This is a PDF: nobody can read a list out of it. Save the list as CSV or XLSX and choose that file.")


class FormulaHasNoResult(Refusal):
    """A program wrote the formula, and no spreadsheet has worked it out since: the cell would be empty.

    It is said of which cell.
    """

    code = "formula_has_no_result"


class FileHasNoRows(Refusal):
    """An empty file as it was handed out."""

    code = "file_has_no_rows"
    message = _("This file has the columns and no row below them. Fill in a row and choose it again.")


class FileIsTooLarge(Refusal):
    """More than is taken at once."""

    code = "file_too_large"
    message = _("This file is too large. Bring in at most 10,000 rows, 60 columns and 8 MB at once.")


class TextIsTooLong(Refusal):
    """A cell holds more than any field takes."""

    code = "text_too_long"
    message = _("A cell of this file holds more than 2,000 letters. Shorten it and choose the file again.")


class MayNoLonger(Refusal):
    """The right to bring it in was taken away meanwhile."""

    code = "may_no_longer"
    message = _("You may not bring this in any more. Nothing was written.")


class ColumnIsMissing(Refusal):
    """A column without which no row can be read."""

    code = "column_missing"
