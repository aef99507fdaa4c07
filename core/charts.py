"""Charts drawn on the server as SVG from plain data, readable without colour, with their table behind them.

A chart is made of named series of points. :func:`draw` turns it into shapes in a box 360 units wide, as wide as a small
phone, which ``components/chart.html`` prints; nothing here knows a database, a request or a colour. A series is told
apart by its pattern or dashes, and each point says its number in words for who cannot see.

A point behind which fewer than five people stand is never drawn nor written (``people`` is how many do; None where the
point is no figure about people, or each of them is the reader's to see).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import number_format

SMALLEST_GROUP = 5
WIDTH, PLOT_TOP, PLOT_HEIGHT = 360, 14, 150
LEFT, RIGHT = 34, 352
BASE = PLOT_TOP + PLOT_HEIGHT
ROW_HEIGHT, BAR_HEIGHT = 40, 14
MOST_TICKS = 4
MOST_LABELS = 6
PATTERNS = 5

Number = int | Decimal


@dataclass(frozen=True)
class Point:
    """One figure: what it is of, and its value; None where there is none."""

    label: str
    value: Number | None
    people: int | None = None

    @property
    def shown(self) -> Number | None:
        """The value that may be shown."""
        hidden = self.people is not None and self.people < SMALLEST_GROUP
        return None if hidden else self.value


@dataclass(frozen=True)
class Series:
    """Points under one name, such as one cohort or "right at once"."""

    name: str
    points: Sequence[Point]


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # one series, a row a point: for long names
    COLUMNS = "columns"  # side by side over time
    STACKED = "stacked"  # parts of a whole, one column a point
    LINES = "lines"
    BAND = "band"  # three series: lower quartile, median, upper quartile
    SPARK = "spark"  # one small line without axes


@dataclass(frozen=True)
class Chart:
    """What is drawn. ``unit`` stands behind numbers ("lessons", "%", "₹"); all series have the same labels."""

    kind: ChartKind
    title: str
    series: Sequence[Series]
    unit: str = ""
    as_of: str = ""

    @property
    def labels(self) -> list[str]:
        """What the points are of, in order."""
        return [point.label for point in self.series[0].points] if self.series else []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(point.shown is None for series in self.series for point in series.points)


@dataclass(frozen=True)
class Bar:
    """A rectangle; ``pattern`` tells series apart, ``words`` is what it says."""

    x: float
    y: float
    width: float
    height: float
    pattern: int
    words: str


@dataclass(frozen=True)
class Line:
    """A line through ``points`` ("x,y x,y"), or the area they enclose; ``dots`` are its own points with their words."""

    points: str
    pattern: int
    is_area: bool = False
    dots: list[tuple[float, float, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Label:
    """Words in the drawing; ``anchor`` is start, middle or end."""

    x: float
    y: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Drawing:
    """The shapes of a chart in a box of ``width`` by ``height``."""

    width: int
    height: float
    bars: list[Bar] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    ticks: list[Label] = field(default_factory=list)


@dataclass(frozen=True)
class TableRow:
    """One row of the table behind a chart: a label and each series' number, as read."""

    label: str
    values: list[str]


def said(value: Number | None, unit: str = "") -> str:
    """A number as a reader says it: grouped, with its unit; a dash where there is none to show."""
    if value is None:
        return "–"
    number = number_format(value, use_l10n=True, force_grouping=True)
    if unit == "₹":
        return f"₹{number}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def table_of(chart: Chart) -> list[TableRow]:
    """The numbers of the chart, row by row: the same as drawn."""
    return [
        TableRow(label, [said(series.points[place].shown, chart.unit) for series in chart.series])
        for place, label in enumerate(chart.labels)
    ]


@dataclass(frozen=True)
class KeyEntry:
    """What a pattern or a line stands for; ``shape`` is fill, line or area."""

    shape: str
    pattern: int
    name: str


def key_of(chart: Chart) -> list[KeyEntry]:
    """What the patterns and lines stand for; nothing where there is one series."""
    if len(chart.series) < 2:
        return []
    if chart.kind == ChartKind.BAND:
        lower, median, upper = (series.name for series in chart.series)
        return [KeyEntry("line", 0, median), KeyEntry("area", 0, f"{lower} – {upper}")]
    shape = "line" if chart.kind == ChartKind.LINES else "fill"
    return [KeyEntry(shape, number, series.name) for number, series in enumerate(chart.series)]


def draw(chart: Chart) -> Drawing:
    """The shapes of ``chart``."""
    return _DRAWN[chart.kind](chart)


def top_of(values: Iterable[Number]) -> Decimal:
    """The first round number (1, 2 or 5 and noughts) that is not below any of ``values``; 1 where there is none."""
    highest = max((Decimal(value) for value in values), default=Decimal(0))
    step = Decimal(1)
    while step < highest / 10:
        step *= 10
    for factor in (1, 2, 5, 10):
        if step * factor >= highest:
            return step * factor
    return step * 10


def _bars(chart: Chart) -> Drawing:
    points = chart.series[0].points
    top = top_of(_values(chart))
    bars, labels = [], []
    for place, point in enumerate(points):
        y = place * ROW_HEIGHT
        labels.append(Label(0, y + 14, point.label, "start"))
        labels.append(Label(WIDTH, y + 14, said(point.shown, chart.unit), "end"))
        width = float((point.shown or 0) / top) * WIDTH
        bars.append(Bar(0, y + 19, round(width, 1), BAR_HEIGHT, 0, _words(chart, chart.series[0], place)))
    return Drawing(WIDTH, ROW_HEIGHT * len(points), bars, labels=labels)


def _columns(chart: Chart) -> Drawing:
    top, number = top_of(_values(chart)), max(1, len(chart.labels))
    slot = (RIGHT - LEFT) / number
    width = min(36.0, slot * 0.8 / max(1, len(chart.series)))
    bars = []
    for place in range(len(chart.labels)):
        start = LEFT + slot * place + (slot - width * len(chart.series)) / 2
        for column, series in enumerate(chart.series):
            height = float((series.points[place].shown or 0) / top) * PLOT_HEIGHT
            bars.append(_column(start + width * column, BASE, width, height, column, _words(chart, series, place)))
    return Drawing(WIDTH, BASE + 22, bars, labels=_below(chart, slot), ticks=_ticks(top))


def _stacked(chart: Chart) -> Drawing:
    sums = [sum((series.points[place].shown or 0) for series in chart.series) for place in range(len(chart.labels))]
    top, slot = top_of(sums), (RIGHT - LEFT) / max(1, len(chart.labels))
    width = min(48.0, slot * 0.7)
    bars = []
    for place in range(len(chart.labels)):
        foot = float(BASE)
        for part, series in enumerate(chart.series):
            height = float((series.points[place].shown or 0) / top) * PLOT_HEIGHT
            x = LEFT + slot * place + (slot - width) / 2
            bars.append(_column(x, foot, width, height, part, _words(chart, series, place)))
            foot -= height
    return Drawing(WIDTH, BASE + 22, bars, labels=_below(chart, slot), ticks=_ticks(top))


def _lines(chart: Chart) -> Drawing:
    top = top_of(_values(chart))
    lines = [
        Line(_path(stretch), number, dots=stretch if len(chart.series) == 1 or len(stretch) == 1 else [])
        for number, series in enumerate(chart.series)
        for stretch in _stretches(chart, series, top)
    ]
    slot = (RIGHT - LEFT) / max(1, len(chart.labels))
    return Drawing(WIDTH, BASE + 22, lines=lines, labels=_below(chart, slot), ticks=_ticks(top))


def _band(chart: Chart) -> Drawing:
    lower, median, upper = chart.series
    top = top_of(_values(chart))
    slot = (RIGHT - LEFT) / max(1, len(chart.labels))
    areas = [
        Line(_path([*below, *reversed(above)]), 0, is_area=True)
        for below, above in zip(_stretches(chart, lower, top), _stretches(chart, upper, top), strict=True)
    ]
    middles = [Line(_path(stretch), 0, dots=stretch) for stretch in _stretches(chart, median, top)]
    return Drawing(WIDTH, BASE + 22, lines=[*areas, *middles], labels=_below(chart, slot), ticks=_ticks(top))


def _spark(chart: Chart) -> Drawing:
    top, width, height = top_of(_values(chart)), 120, 28
    points = [(place, point.shown) for place, point in enumerate(chart.series[0].points) if point.shown is not None]
    step = (width - 8) / max(1, len(chart.labels) - 1)
    drawn = [
        (round(4 + step * place, 1), round(height - 4 - float(value / top) * 20, 1), "") for place, value in points
    ]
    return Drawing(width, height, lines=[Line(_path(drawn), 0, dots=drawn[-1:])])


_DRAWN: dict[ChartKind, Callable[[Chart], Drawing]] = {
    ChartKind.BARS: _bars,
    ChartKind.COLUMNS: _columns,
    ChartKind.STACKED: _stacked,
    ChartKind.LINES: _lines,
    ChartKind.BAND: _band,
    ChartKind.SPARK: _spark,
}


def _values(chart: Chart) -> list[Number]:
    return [point.shown for series in chart.series for point in series.points if point.shown is not None]


def _words(chart: Chart, series: Series, place: int) -> str:
    point = series.points[place]
    name = f"{series.name}, " if len(chart.series) > 1 else ""
    return f"{name}{point.label}: {said(point.shown, chart.unit)}"


def _column(x: float, foot: float, width: float, height: float, pattern: int, words: str) -> Bar:
    return Bar(round(x, 1), round(foot - height, 1), round(width, 1), round(height, 1), pattern % PATTERNS, words)


def _stretches(chart: Chart, series: Series, top: Decimal) -> list[list[tuple[float, float, str]]]:
    """The points of a line, apart where one is missing: a gap is not a slope."""
    slot = (RIGHT - LEFT) / max(1, len(chart.labels))
    stretches: list[list[tuple[float, float, str]]] = [[]]
    for place, point in enumerate(series.points):
        if point.shown is None:
            stretches.append([])
            continue
        x, y = LEFT + slot * (place + 0.5), BASE - float(point.shown / top) * PLOT_HEIGHT
        stretches[-1].append((round(x, 1), round(y, 1), _words(chart, series, place)))
    return [stretch for stretch in stretches if stretch]


def _path(points: Iterable[tuple[float, float, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y, _ in points)


def _ticks(top: Decimal) -> list[Label]:
    """The lines across: nought, the top, and what lies between them in whole steps."""
    parts = next(parts for parts in (MOST_TICKS, 2, 1) if top % parts == 0 or parts == 1)
    values = [top * part / parts for part in range(parts + 1)]
    return [Label(LEFT - 4, round(BASE - float(value / top) * PLOT_HEIGHT, 1), said(value), "end") for value in values]


def _below(chart: Chart, slot: float) -> list[Label]:
    """The labels under the plot; of many every other, or fewer, so that none touches the next."""
    every = -(-len(chart.labels) // MOST_LABELS)
    return [
        Label(round(LEFT + slot * (place + 0.5), 1), BASE + 16, label)
        for place, label in enumerate(chart.labels)
        if place % max(1, every) == 0
    ]
