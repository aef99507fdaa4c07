"""Cards to cut out of A4: eight a sheet, each as large as a hand, along dashed lines."""

from collections.abc import Sequence
from typing import Any, Protocol

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos

ACROSS, DOWN = 2, 4
WIDE, HIGH = 90, 62  # millimetres
INNER = 5
LARGEST, SMALLEST, HEAD = 14.0, 7.0, 7.0  # points
LINE = 1.35 * 0.353  # millimetres of a line for a point of its letters
INK, SOFT = (43, 42, 94), (90, 88, 110)


class Letters(Protocol):
    """Sets the size of the letters to come."""

    def __call__(self, size: float, *, bold: bool = False) -> None: ...


def draw_cards(pdf: FPDF, heads: Sequence[str], texts: Sequence[str], *, left: float, letters: Letters) -> None:
    """Each of ``texts`` on a card with the small line of ``heads`` above it, on sheets of their own.

    Letters are as large as the card has room for.
    """
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
        pdf.cell(WIDE - 2 * INNER, 4, head)
        _write(pdf, text, x + INNER, y + INNER + 4, letters)
    pdf.set_y(pdf.eph + pdf.t_margin)  # what follows begins a new sheet


def _write(pdf: FPDF, text: str, x: float, y: float, letters: Letters) -> None:
    size = LARGEST
    while size > SMALLEST and _height(pdf, text, size, letters) > HIGH - 2 * INNER - 4:
        size -= 0.5
    letters(size)
    pdf.set_text_color(*INK)
    pdf.set_xy(x, y)
    pdf.multi_cell(WIDE - 2 * INNER, size * LINE, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _height(pdf: FPDF, text: str, size: float, letters: Letters) -> float:
    letters(size)
    width, line, high = WIDE - 2 * INNER, size * LINE, MethodReturnValue.HEIGHT
    found: Any = pdf.multi_cell(width, line, text, align=Align.L, dry_run=True, output=high)
    return float(found)
