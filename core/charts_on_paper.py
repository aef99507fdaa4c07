"""Charts on paper: the shapes of :mod:`core.drawing` in a PDF, in the patterns that tell series apart on a page.

A printer without colour, and a copy of the sheet, say the same as the page does.
"""

from collections.abc import Callable

from fpdf import FPDF

from core.charts import Chart, ChartKind, KeyEntry, key_of
from core.drawing import BASE, LEFT, RIGHT, WIDTH, Bar, Drawing, draw

LETTERS = 7  # points
INK, SOFT, LINE = (43, 42, 94), (90, 88, 110), (205, 200, 190)
STEP = 1.3  # millimetres between the lines of a pattern
KEY_HEIGHT = 5
LABELS_BELOW = 5
STANDING = (ChartKind.COLUMNS, ChartKind.STACKED)


def draw_on(
    pdf: FPDF, chart: Chart, *, left: float, top: float, width: float, height: float, letters: Callable[[float], None]
) -> None:
    """Draw ``chart`` of columns into a box of so many millimetres, its key first; ``letters`` sets the size of letters.

    Raises ValueError for charts of other kinds: their labels need other room.
    """
    if chart.kind not in STANDING:
        raise ValueError(chart.kind)
    with pdf.local_context():
        _Box(pdf, (left, top, width, height), letters).fill(chart)


class _Box:
    """The room of a chart on a sheet."""

    def __init__(self, pdf: FPDF, box: tuple[float, float, float, float], letters: Callable[[float], None]) -> None:
        self.pdf, self.letters = pdf, letters
        self.left, self.top, width, height = box
        self.across = width / WIDTH
        self.down = (height - KEY_HEIGHT - LABELS_BELOW) / BASE

    def fill(self, chart: Chart) -> None:
        self.letters(LETTERS)
        drawing = draw(chart)
        self._key(key_of(chart))
        self._grid(drawing)
        for bar in drawing.bars:
            self._bar(bar)
        self._labels(chart.labels)

    def _x(self, units: float) -> float:
        return self.left + units * self.across

    def _y(self, units: float) -> float:
        return self.top + KEY_HEIGHT + units * self.down

    def _words(self, x: float, y: float, width: float, words: str, align: str) -> None:
        self.letters(LETTERS)
        self.pdf.set_text_color(*SOFT)
        self.pdf.set_xy(x, y)
        self.pdf.cell(width, 3, words, align=align)

    def _key(self, entries: list[KeyEntry]) -> None:
        x = self.left + 1  # where the text of a sheet begins
        for entry in entries:
            self._patterned(x, self.top + 0.3, 6, 2.6, entry.pattern)
            wide = self.pdf.get_string_width(entry.name) + 4
            self._words(x + 6.5, self.top, wide, entry.name, "L")
            x += 6.5 + wide + 2

    def _grid(self, drawing: Drawing) -> None:
        for tick in drawing.ticks:
            y = self._y(tick.y)
            self.pdf.set_draw_color(*LINE)
            self.pdf.line(self._x(LEFT), y, self._x(RIGHT), y)
            self._words(self._x(0), y - 1.5, self._x(tick.x) - self._x(0), tick.words, "R")

    def _bar(self, bar: Bar) -> None:
        if bar.height > 0:
            ends = self._y(bar.y), self._y(bar.y + bar.height)
            self._patterned(self._x(bar.x), ends[0], bar.width * self.across, ends[1] - ends[0], bar.pattern)

    def _labels(self, labels: list[str]) -> None:
        """Below the columns; of many every other, or fewer, so that none touches the next."""
        slot = (RIGHT - LEFT) * self.across / max(1, len(labels))
        widest = max((self.pdf.get_string_width(label) for label in labels), default=0) + 2
        every = max(1, -int(-widest // slot))
        for place in range(0, len(labels), every):
            middle = self._x(LEFT) + slot * (place + 0.5)
            self._words(middle - widest / 2, self._y(BASE) + 1, widest, labels[place], "C")

    def _patterned(self, x: float, y: float, width: float, height: float, pattern: int) -> None:
        """A box that is full, slanted, dotted, crossed or empty."""
        self.pdf.set_draw_color(*INK)
        self.pdf.set_fill_color(*INK)
        if pattern == 0:
            self.pdf.rect(x, y, width, height, style="DF")
            return
        with self.pdf.rect_clip(x, y, width, height):
            if pattern in (1, 3):
                self._slanted(x, y, width, height, rising=True)
            if pattern == 3:
                self._slanted(x, y, width, height, rising=False)
            if pattern == 2:
                self._dotted(x, y, width, height)
        self.pdf.rect(x, y, width, height)

    def _slanted(self, x: float, y: float, width: float, height: float, *, rising: bool) -> None:
        start = -height
        while start < width:
            ends = (y + height, y) if rising else (y, y + height)
            self.pdf.line(x + start, ends[0], x + start + height, ends[1])
            start += STEP

    def _dotted(self, x: float, y: float, width: float, height: float) -> None:
        for row in range(int(height / STEP) + 1):
            for column in range(int(width / STEP) + 1):
                self.pdf.circle(x + STEP * (column + 0.5), y + STEP * (row + 0.5), 0.25, style="F")
