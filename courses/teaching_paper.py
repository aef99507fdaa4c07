"""What a trainer cuts out and hands round: the cards of a lesson, and its sheets to fill by hand."""

from typing import Any

from django.utils.translation import gettext as _

from core.print import Sheet
from courses.table_rows import even_rows

ROW_TO_WRITE_IN = 9  # millimetres


def cards_and_sheets(title: str, parts: list[Any], *, below: str, language: str) -> bytes:
    """``parts`` are the blocks of the trainer's side; her list, with what is on no card, comes first."""
    sheet = Sheet(title, language=language, below=below)
    decks = [part.value for part in parts if part.block_type == "cards"]
    for deck in decks:
        _list_of(sheet, deck)
    for part in parts:
        if part.block_type == "sheet":
            _to_fill(sheet, part.value)
    for deck in decks:
        sheet.cards(deck["title"], [card["front"] for card in deck["cards"]], copies=deck["copies"])
    return sheet.as_bytes()


def _list_of(sheet: Sheet, deck: Any) -> None:
    """The trainer keeps it: which card is which, and what is to be said to it."""
    sheet.heading(deck["title"])
    if deck["note"]:
        sheet.paragraph(deck["note"])
    rows = [[str(number), card["front"], card["back"]] for number, card in enumerate(deck["cards"], start=1)]
    if any(back for _number, _front, back in rows):
        sheet.table([_("No."), _("On the card"), _("For you alone")], rows, widths=[1, 7, 6])


def _to_fill(sheet: Sheet, value: Any) -> None:
    sheet.new_page()
    sheet.heading(value["title"])
    if value["note"]:
        sheet.paragraph(value["note"])
    columns = list(value["columns"])
    rows = even_rows(value["rows"] or "", len(columns))
    rows += [[""] * len(columns) for _row in range(value["empty_rows"])]
    sheet.table(columns, rows, widths=_shares(columns, rows), height=ROW_TO_WRITE_IN)


def _shares(columns: list[str], rows: list[list[str]]) -> list[int]:
    """A column in which much stands already is thrice as wide as one to write in."""
    return [3 if any(len(row[place]) > 20 for row in rows) else 1 for place in range(len(columns))]
