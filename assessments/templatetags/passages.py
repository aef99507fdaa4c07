"""A passage with blanks, drawn: lines of text, or a table where its lines have cells."""

from collections.abc import Callable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.blanks import LETTERS, rows_of

Blank = Callable[[str, int], SafeString]


def draw_passage(passage: str, language: str, blank: Blank) -> SafeString:
    """``passage`` with what ``blank`` makes of the letter and number of each of its blanks, which count from 1."""
    rows = [[_cell(pieces, blank) for pieces in row] for row in rows_of(passage)]
    if all(len(row) == 1 for row in rows):
        lines = format_html_join("", "<p>{}</p>", ((cell,) for (cell,) in rows))
        return format_html('<div class="passage" lang="{}">{}</div>', language, lines)
    head, *body = rows
    titles = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in head))
    rest = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in body))
    table = '<table class="passage" lang="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    return format_html(f'<div class="passage-table">{table}</div>', language, titles, rest)


def _cells(row: list[SafeString]) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in row))


def _cell(pieces: list[str], blank: Blank) -> SafeString:
    """Of words, letter, words, letter, words."""
    drawn = [
        blank(piece, LETTERS.index(piece) + 1) if place % 2 else conditional_escape(piece)
        for place, piece in enumerate(pieces)
    ]
    return SafeString("".join(drawn))
