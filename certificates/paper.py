"""The paper of a certificate: A4 across, in the script of whose it is, with a square that anybody can check."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import segno
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf.enums import XPos, YPos
from segno.consts import MODE_ALPHANUMERIC, MODE_BYTE

from certificates.enums import Ladder
from certificates.models import Certificate
from certificates.signing import address_of, signed_claim
from certificates.words import in_language
from core.lettered import Lettered
from core.print import INK, LINE, SOFT

FRAME = Path(__file__).resolve().parent / "frame.svg"
# Millimetres of A4 across: the frame takes sixteen on each side.
LEFT, WIDTH, FOOT = 24, 249, 150
SQUARE = 36
NAME, TITLE, TEXT, SMALL = 34, 20, 13, 9.5  # points
SMALLER = 0.7  # of its size, before a name or a title goes on two lines
DAY = "d-m-Y"


def certificate_on_paper(certificate: Certificate) -> bytes:
    """The certificate as a PDF in its own language."""
    with translation.override(certificate.language):
        paper = _Certificate(certificate.language, orientation="landscape")
        paper.set_title(f"{certificate.titled_on_paper.value} · {certificate.name}")
        paper.set_auto_page_break(False)
        paper.add_page()
        paper.image(BytesIO(_frame()), x=0, y=0, w=297, h=210)
        _head(paper, certificate)
        _foot(paper, certificate)
        return bytes(paper.output())


class _Certificate(Lettered):
    """Lines in the middle of the sheet, one below the other."""

    def line_of(self, text: str, size: float, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        """``text`` in the middle, smaller where it would not go on one line."""
        self.font_of(size, bold=bold)
        wide = self.get_string_width(text)
        if wide > WIDTH - 6:
            size *= (WIDTH - 6) / wide
        self.set_x(LEFT)
        self.words(text, WIDTH, size, bold=bold, colour=colour, align="C")

    def lines_of(self, text: str, size: float) -> None:
        """The same, bold, on two lines of about one width where one would have to be small: a long name or title."""
        self.font_of(size, bold=True)
        if self.get_string_width(text) * SMALLER <= WIDTH - 6:
            self.line_of(text, size, bold=True)
            return
        words = text.split()
        ways = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))] or [(text, "")]
        for line in min(ways, key=self._widest):
            if line:
                self.line_of(line, size * SMALLER, bold=True)

    def _widest(self, lines: tuple[str, ...]) -> float:
        return max(self.get_string_width(line) for line in lines)

    def pair(self, label: str, value: str) -> None:
        """What it is, small, and below it the thing itself."""
        for text, size, colour, bold in ((label, SMALL, SOFT, False), (value, TEXT, INK, True)):
            self.set_x(LEFT)
            self.words(text, 80, size, bold=bold, colour=colour)

    def words(
        self,
        text: str,
        width: float,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = SOFT,
        align: Literal["L", "C", "R"] = "L",
    ) -> None:
        """A line from here on, ``width`` millimetres wide."""
        self.font_of(size, bold=bold)
        self.set_text_color(*colour)
        self.cell(width, size * LINE * 0.36, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _head(paper: _Certificate, certificate: Certificate) -> None:
    """Who says what of whom."""
    language = certificate.language
    sentences = {
        Ladder.TRAINED: _("has completed the training"),
        Ladder.PRACTISING: _("practises what was learned, as was seen in the field"),
    }
    centre = _("Centre of Excellence for Strengthening Livelihoods and Collectives")
    paper.set_y(28)
    paper.line_of(certificate.organisation.name_in(language), TEXT, bold=True)
    paper.line_of(in_language(centre, language), SMALL, colour=SOFT)
    paper.ln(7)
    paper.line_of(in_language(_("Certificate"), language), TITLE, bold=True, colour=SOFT)
    paper.ln(3)
    paper.line_of(in_language(_("This is to certify that"), language), TEXT)
    paper.ln(1)
    paper.lines_of(certificate.name, NAME)
    paper.ln(4)  # conjuncts of Kannada reach far below their line
    paper.line_of(in_language(sentences[Ladder(certificate.ladder)], language), TEXT)
    paper.ln(2)
    paper.lines_of(certificate.titled_on_paper.value, TITLE + 4)
    if certificate.cohort_name:
        paper.ln(2)
        paper.line_of(certificate.cohort_name, TEXT, colour=SOFT)


def _foot(paper: _Certificate, certificate: Certificate) -> None:
    """Days, room for a signature, and the square with the number below it."""
    language = certificate.language
    until = certificate.valid_until
    paper.set_y(FOOT)
    paper.pair(in_language(_("Issued on"), language), date_format(certificate.issued_on, DAY))
    paper.ln(1)
    paper.pair(
        in_language(_("Valid until"), language),
        date_format(until, DAY) if until else in_language(_("For ever"), language),
    )
    paper.set_draw_color(*SOFT)
    paper.line(112, FOOT + 18, 182, FOOT + 18)
    paper.set_xy(112, FOOT + 19)
    paper.words(in_language(_("Signature and seal"), language), 70, SMALL, align="C")
    drawn = BytesIO()
    square_of(certificate).save(drawn, kind="png", scale=6, border=2)
    right = LEFT + WIDTH - SQUARE
    paper.image(drawn, x=right, y=FOOT - 12, w=SQUARE)
    paper.set_xy(right - 20, FOOT + 25)
    paper.words(certificate.number_in_groups, SQUARE + 20, TEXT, bold=True, colour=INK, align="R")
    paper.set_xy(LEFT, FOOT + 31)
    check = in_language(_("Check this certificate: %(address)s"), language)
    paper.words(check % {"address": address_of(certificate)}, WIDTH, SMALL, align="R")


def square_of(certificate: Certificate) -> segno.QRCode:
    """The QR code: the address as it is, and behind it the signed claim in capital letters, which take less room."""
    parts: Any = [(f"{address_of(certificate)}#", MODE_BYTE), (signed_claim(certificate), MODE_ALPHANUMERIC)]
    return segno.make(parts, error="m")


@cache
def _frame() -> bytes:
    return FRAME.read_bytes()
