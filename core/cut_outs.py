"""Cards to cut out of A4: eight a sheet, each as large as a hand, along dashed lines."""

from collections.abc import Sequence
from typing import Any, Protocol

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos

ACROSS, DOWN = 2, 4
WIDE, HIGH = 90, 62  # millimetres
INNER = 5
ROOM_WIDE, ROOM_HIGH = WIDE - 2 * INNER, HIGH - 2 * INNER - 4
LARGEST, SMALLEST, HEAD = 14.0, 7.0, 7.0  # points
LINE = 1.35 * 0.353  # millimetres of a line for a point of its letters
INK, SOFT = (43, 42, 94), (90, 88, 110)

# The size of the letters, in points, and the lines of a text that have room on a card.
Fitted = tuple[float, str]


class Letters(Protocol):
    """Sets the size of the letters to come."""

    def __call__(self, size: float, *, bold: bool = False) -> None: ...


def draw_cards(pdf: FPDF, heads: Sequence[str], texts: Sequence[str], *, left: float, letters: Letters) -> None:
    """Each of ``texts`` on a card with the small line of ``heads`` above it, on sheets of their own.

    Letters are as large as the card has room for. Where it has none even for the smallest, and where a head is too
    long, the rest is left out: it would be written over the cards beside and below.
    """
    written: dict[str, Fitted] = {}  # of many copies each is measured once
    for place, (head, text) in enumerate(zip(heads, texts, strict=True)):
        on_sheet = place % (ACROSS * DOWN)
        if on_sheet == 0:
            pdf.add_page()
            top = pdf.get_y()
        x, y = left + on_sheet % ACROSS * WIDE, top + on_sheet // ACROSS * HIGH
        with pdf.local_context():
            pdf.set_draw_color(*SOFT)
            pdf.set_dash_pattern(2, 2)
            pdf.rect(x, y, WIDE, HIGH)
        letters(HEAD)
        pdf.set_text_color(*SOFT)
        pdf.set_xy(x + INNER, y + INNER - 2)
        pdf.cell(ROOM_WIDE, 4, _cut(pdf, head))
        if text not in written:
            written[text] = _fitted(pdf, text, letters)
        size, lines = written[text]
        letters(size)
        pdf.set_text_color(*INK)
        pdf.set_xy(x + INNER, y + INNER + 4)
        pdf.multi_cell(ROOM_WIDE, size * LINE, lines, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_y(pdf.eph + pdf.t_margin)  # what follows begins a new sheet


def _fitted(pdf: FPDF, text: str, letters: Letters) -> Fitted:
    size = LARGEST
    while size > SMALLEST and len(_lines(pdf, text, size, letters)) * size * LINE > ROOM_HIGH:
        size -= 0.5
    lines = _lines(pdf, text, size, letters)
    most = int(ROOM_HIGH / (size * LINE))
    return size, "\n".join(lines if len(lines) <= most else [*lines[: most - 1], "…"])


def _lines(pdf: FPDF, text: str, size: float, letters: Letters) -> list[str]:
    letters(size)
    lines = MethodReturnValue.LINES
    found: Any = pdf.multi_cell(ROOM_WIDE, size * LINE, text, align=Align.L, dry_run=True, output=lines)
    return list(found)


def _cut(pdf: FPDF, head: str) -> str:
    """``head`` without the words for which there is no room on one line."""
    said = words = head.split(" ")
    while len(words) > 1 and pdf.get_string_width(" ".join(said)) > ROOM_WIDE - 2 * pdf.c_margin:
        words = words[:-1]
        said = [*words, "…"]
    return " ".join(said)
