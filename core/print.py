"""One way to paper: PDF on A4, with a letterhead, page numbers and every script of the portal shaped.

    sheet = Sheet(_("Learners"), below="Nadipura", language="kn")
    sheet.table([_("Name"), _("Signature")], rows)
    return sheet.as_bytes()

Text is shaped by HarfBuzz, so that conjuncts and vowel signs stand as they are written; a name in one script may stand
in a line of another. Nothing is fetched: the fonts lie beside this file.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

import segno
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fpdf.enums import TableBordersLayout, TableCellFillMode, XPos, YPos
from fpdf.fonts import FontFace

from core.charts import Chart
from core.charts_on_paper import draw_on
from core.cut_outs import draw_cards
from core.lettered import Lettered

MARGIN, WIDTH = 15, 180  # millimetres, of A4
BESIDE = 22  # of a square beside a title
TEXT, SMALL, LARGEST = 9.5, 8, 120
LINE = 1.4
CELL_SIDES = 2.5  # millimetres beside what stands in a cell
ROWS_MEASURED = 40  # of a table: after so many it is known how wide its words are
INK, SOFT, ACCENT, TINT = (43, 42, 94), (90, 88, 110), (224, 161, 27), (246, 239, 220)


class Sheet:
    """A document, written from the top down. Texts are plain; ``language`` is the one the paper is in.

    ``times`` as large as one reads it in the hand, for what hangs on a wall.
    """

    def __init__(self, title: str, *, language: str, below: str = "", times: float = 1) -> None:
        self._times = times
        self._pdf = _Paper(title, below, language)
        self._pdf.add_page()
        self._write(title, size=17, bold=True)
        if below:
            self._write(below, size=SMALL, colour=SOFT)
        self._space(1.5)

    def part(self, title: str, *, leads_to: str) -> None:
        """A part on a sheet of its own, with a square to its right that opens the address ``leads_to`` on a phone."""
        self._pdf.add_page()
        top = self._pdf.get_y()
        self._pdf.image(_square(leads_to), x=MARGIN + WIDTH - BESIDE, y=top - 2, w=BESIDE)
        self._write(title, size=17, bold=True, room=WIDTH - BESIDE - 4)
        self._write(leads_to, size=SMALL, colour=SOFT, room=WIDTH - BESIDE - 4)
        self._pdf.set_y(max(self._pdf.get_y(), top + BESIDE - 2))

    def new_page(self) -> None:
        """What follows stands on a sheet of its own."""
        self._pdf.add_page()

    def cards(self, title: str, texts: Sequence[str], *, copies: int = 1) -> None:
        """Cards to cut out, on sheets of their own; each says its number and of which ``title`` it is."""
        heads = [f"{number} · {title}" for number in range(1, len(texts) + 1)]
        draw_cards(self._pdf, heads * copies, list(texts) * copies, left=MARGIN, letters=self._pdf.font_of)

    def heading(self, text: str) -> None:
        """The head of a part; it stays with what follows."""
        if self._pdf.will_page_break(18 * self._times):
            self._pdf.add_page()
        self._space(1.5)
        self._write(text, size=11.5, bold=True)

    def paragraph(self, text: str, *, small: bool = False) -> None:
        self._write(text, size=SMALL if small else TEXT, colour=SOFT if small else INK)

    def large(self, text: str) -> None:
        """What is to be read from the other end of a room: as large as the sheet is wide."""
        self._pdf.font_of(LARGEST, bold=True)
        size = min(LARGEST, LARGEST * WIDTH * 0.98 / self._pdf.get_string_width(text))
        self._write(text, size=size / self._times, bold=True)

    def items(self, texts: Iterable[str], *, numbered: bool = False) -> None:
        """A list, one line or more each."""
        for number, text in enumerate(texts, start=1):
            self._write(text, indent=6 * self._times, mark=f"{number}." if numbered else "•")

    def box(self, text: str) -> None:
        """What is to be remembered, on a tinted ground."""
        self._pdf.ln(1)
        self._pdf.set_fill_color(*TINT)
        self._write(text, bold=True, fill=True)
        self._pdf.ln(1)

    def fields(self, labels: Iterable[str]) -> None:
        """Lines to write on by hand, each with its label."""
        for label in labels:
            if self._pdf.will_page_break(10 * self._times):  # a label does not stand apart from its line
                self._pdf.add_page()
            self._write(label, size=SMALL, colour=SOFT)
            y = self._pdf.get_y() + 5
            self._pdf.set_draw_color(*SOFT)
            self._pdf.line(MARGIN, y, MARGIN + WIDTH, y)
            self._pdf.set_y(y + 1.5)

    def table(
        self,
        header: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int] | None = None,
        height: float | None = None,
    ) -> None:
        """A table whose head is said again on each page.

        ``widths`` are shares of the paper's width, ``height`` the least millimetres of a row to write in.
        """
        lines = list(rows)
        wide = self._wide_enough(header, lines[:ROWS_MEASURED], widths)
        self._pdf.font_of(TEXT)
        self._pdf.set_text_color(*INK)
        self._pdf.set_draw_color(*SOFT)
        with self._pdf.table(
            cell_fill_mode=TableCellFillMode.NONE,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD", color=INK),
            line_height=TEXT * LINE * 0.36,
            padding=1,
            text_align="LEFT",
            width=WIDTH,
            col_widths=wide,
            first_row_as_headings=bool(header),
        ) as table:
            if header:
                table.row(header)
            for cells in lines:
                table.row(cells, min_height=height)
        self._pdf.ln(1)

    def picture(self, drawing: bytes, *, width: int = 60) -> None:
        """A drawing (SVG, PNG or JPEG), ``width`` millimetres wide, to the right; text goes on below it."""
        self._pdf.image(BytesIO(drawing), x=MARGIN + WIDTH - width, w=width)

    def chart(self, chart: Chart, *, height: int = 50) -> None:
        """A chart of columns as wide as the sheet, so many millimetres high with its key and labels."""
        if self._pdf.will_page_break(height + 2):
            self._pdf.add_page()
        self._pdf.ln(1)
        top = self._pdf.get_y()
        draw_on(self._pdf, chart, left=MARGIN, top=top, width=WIDTH, height=height, letters=self._pdf.font_of)
        self._pdf.set_xy(MARGIN, top + height + 1)

    def code(self, address: str, *, width: int = 26) -> None:
        """A QR code that leads to ``address``, ``width`` millimetres wide, with the address below it to be typed."""
        self._pdf.image(_square(address), x=MARGIN, w=width)
        self._write(address, size=SMALL, colour=SOFT)

    def as_bytes(self) -> bytes:
        self._pdf.write_feet()
        return bytes(self._pdf.output())

    @property
    def pages(self) -> int:
        """How many sheets it is so far."""
        return int(self._pdf.page_no())

    def _wide_enough(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int] | None
    ) -> tuple[float, ...] | None:
        """The columns in millimetres by their ``shares``; where the longest word of one would be broken, the others
        lend it room.
        """
        columns = list(zip(*[*([header] if header else []), *rows], strict=True))
        if not columns:
            return None
        parts = shares or [1] * len(columns)
        wide = [WIDTH * part / sum(parts) for part in parts]
        needed = [self._longest_word(texts, has_head=bool(header)) for texts in columns]
        wanting = sum(max(0, need - has) for need, has in zip(needed, wide, strict=True))
        spare = sum(max(0, has - need) for need, has in zip(needed, wide, strict=True))
        lent = min(1, wanting / spare) if spare else 0
        return tuple(need if need > has else has - (has - need) * lent for need, has in zip(needed, wide, strict=True))

    def _longest_word(self, texts: Sequence[str], *, has_head: bool) -> float:
        """How wide the column of ``texts`` is at least; a head is bold."""
        widest = 0.0
        for place, text in enumerate(texts):
            self._pdf.font_of(TEXT, bold=has_head and place == 0)
            widest = max([widest, *(self._pdf.get_string_width(word) for word in text.split())])
        return widest + CELL_SIDES

    def _space(self, millimetres: float) -> None:
        self._pdf.ln(millimetres * self._times)

    def _write(
        self,
        text: str,
        *,
        size: float = TEXT,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        indent: float = 0,
        room: float = WIDTH,
        mark: str = "",
        fill: bool = False,
    ) -> None:
        size *= self._times
        self._pdf.font_of(size, bold=bold)
        self._pdf.set_text_color(*colour)
        height = size * LINE * 0.36
        if mark:
            self._pdf.multi_cell(indent, height, mark, new_x=XPos.RIGHT, new_y=YPos.TOP)
        self._pdf.set_x(MARGIN + indent)
        padding = 1 if fill else 0
        self._pdf.multi_cell(
            room - indent, height, text, align="L", fill=fill, padding=padding, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )


def _square(address: str) -> BytesIO:
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="png", scale=8, border=2)
    return drawn


class _Paper(Lettered):
    """A4 with the portal's letterhead and feet."""

    def __init__(self, title: str, below: str, language: str) -> None:
        super().__init__(language)
        self._title = title
        self.set_title(title)
        self.set_margins(MARGIN, 12)
        self.set_auto_page_break(True, 16)

    def header(self) -> None:
        self.font_of(SMALL, bold=True)
        self.set_text_color(*INK)
        with translation.override(self._language):
            self.cell(WIDTH, 4, _("Livelihoods and Collectives"), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_draw_color(*ACCENT)
        self.set_line_width(0.7)
        self.line(MARGIN, self.get_y() + 1, MARGIN + WIDTH, self.get_y() + 1)
        self.set_line_width(0.2)
        self.ln(4)

    def write_feet(self) -> None:
        """At the end, when it is known how many sheets there are.

        A sign that the library replaces by their number is measured as the sign, and leaves a gap in languages that say
        the number before other words.
        """
        self.set_auto_page_break(False)
        total = self.page_no()
        for self.page in range(1, total + 1):
            self.set_y(-12)
            self.font_of(SMALL)
            self.set_text_color(*SOFT)
            with translation.override(self._language):
                day = date_format(timezone.localdate(), "DATE_FORMAT")
                place = _("Page %(number)s of %(total)s") % {"number": self.page, "total": total}
                self.cell(WIDTH / 2, 4, f"{self._title} · {day}")
                self.cell(WIDTH / 2, 4, place, align="R")
