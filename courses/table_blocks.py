"""A table inside a lesson, small enough for a phone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.table_rows import MOST_COLUMNS, cells_of, even_rows

CARDS_FROM = 4  # columns: on a narrow screen each row is a card


class TableBlock(blocks.StructBlock):
    """Its first line is the head."""

    title = blocks.CharBlock(label=_("Title"), max_length=400)
    rows = blocks.TextBlock(
        label=_("Rows"),
        help_text=_("A row on each line, its cells parted by |, the head first. Two to five columns."),
    )
    row_heads = blocks.BooleanBlock(label=_("The first cell of a row is its head"), required=False, default=True)
    note = blocks.CharBlock(label=_("Line below it"), required=False, max_length=400)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = what_is_wrong(cells_of(cleaned["rows"]))
        if wrong:
            raise blocks.StructBlockValidationError(block_errors={"rows": ValidationError(wrong)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """``head``, and ``body`` as rows of (cell, its head)."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        head, *body = table_of(value)
        context["head"], context["is_cards"] = head, len(head) >= CARDS_FROM
        context["body"] = [list(zip(row, head, strict=True)) for row in body]
        return context


def table_of(value: Any) -> list[list[str]]:
    """The head and the rows of a table, all of one length; a head of one empty cell where nothing stands."""
    written = value["rows"] or ""
    head, *_body = cells_of(written) or [[""]]
    return even_rows(written, len(head)) or [head]


def what_is_wrong(rows: list[list[str]]) -> Any:
    """A sentence for the author, or nothing."""
    if len(rows) < 2:
        return _("A table has a head and a row at least.")
    if not 2 <= len(rows[0]) <= MOST_COLUMNS:
        return _("A table has two to five columns.")
    if any(len(row) != len(rows[0]) for row in rows):
        return _("Each row needs as many cells as the head has.")
    return None
