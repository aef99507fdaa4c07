"""Charts drawn: the shapes of a :class:`core.charts.Chart` in a box 360 units wide, as wide as a small phone.

``components/chart.html`` prints them; nothing here knows a database, a request or a colour.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from core.charts import Chart, ChartKind, Number, Point, Series, said

WIDTH, PLOT_TOP, PLOT_HEIGHT = 360, 14, 150
LEFT, RIGHT = 34, 352
BASE = PLOT_TOP + PLOT_HEIGHT
ROW_HEIGHT, BAR_HEIGHT = 40, 14
MOST_TICKS = 4
TENTHS = (10, 12, 16, 20, 24, 32, 40, 50, 60, 80)  # round numbers of two digits at most
MOST_LABELS = 6
APART = 36  # closer than this, a label gives way to the next
PATTERNS = 5


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


def draw(chart: Chart) -> Drawing:
    """The shapes of ``chart``; what is below nothing goes the other way from a line at nought."""
    return _DRAWN[chart.kind](chart)


def top_of(values: Iterable[Number]) -> Decimal:
    """The first round number that is not below any of ``values``; 1 where there is none.

    They lie so near each other that columns are more than half as high as there is room, and go into whole parts.
    """
    highest = max((Decimal(value) for value in values), default=Decimal(0))
    step = Decimal(1)
    while step < highest / 10:
        step *= 10
    tops = (step * tenths / 10 for tenths in TENTHS)
    return next((top for top in tops if top >= highest and top == int(top)), step * 10)


@dataclass(frozen=True)
class Scale:
    """Round numbers: how far it goes above nought, and below where anything is below."""

    above: Decimal
    below: Decimal

    @classmethod
    def of(cls, values: Sequence[Number]) -> "Scale":
        """The scale that holds ``values``."""
        losses = [-value for value in values if value < 0]
        return cls(top_of(value for value in values if value >= 0), top_of(losses) if losses else Decimal(0))

    def share(self, value: Number | None) -> float:
        """How far from its lower end ``value`` is, from 0 to 1; nought where there is none."""
        return float(((value or 0) + self.below) / (self.above + self.below))

    def y(self, value: Number | None) -> float:
        """How far down in a plot."""
        return BASE - self.share(value) * PLOT_HEIGHT


def _bars(chart: Chart) -> Drawing:
    points = chart.series[0].points
    # without an axis the width itself is the whole: a share of 18 % fills 18 % of it
    scale = Scale.of([*_values(chart), 100] if chart.unit == "%" else _values(chart))
    bars, labels = [], []
    for place, point in enumerate(points):
        y = place * ROW_HEIGHT
        labels.append(Label(0, y + 14, point.label, "start"))
        labels.append(Label(WIDTH, y + 14, said(point.shown, chart.unit), "end"))
        start, end = sorted((scale.share(0) * WIDTH, scale.share(point.shown) * WIDTH))
        words = _words(chart, chart.series[0], place)
        bars.append(Bar(round(start, 1), y + 19, round(end - start, 1), BAR_HEIGHT, 0, words))
    return Drawing(WIDTH, ROW_HEIGHT * len(points), bars, labels=labels)


def _columns(chart: Chart) -> Drawing:
    scale, number = Scale.of(_values(chart)), max(1, len(chart.labels))
    slot = (RIGHT - LEFT) / number
    width = min(36.0, slot * 0.8 / max(1, len(chart.series)))
    bars = []
    for place in range(len(chart.labels)):
        start = LEFT + slot * place + (slot - width * len(chart.series)) / 2
        for column, series in enumerate(chart.series):
            ends = scale.y(0), scale.y(series.points[place].shown)
            bars.append(_column(start + width * column, width, ends, column, _words(chart, series, place)))
    return Drawing(WIDTH, BASE + 22, bars, labels=_below(chart, slot), ticks=_ticks(scale))


def _stacked(chart: Chart) -> Drawing:
    feet = [_feet([series.points[place].shown or 0 for series in chart.series]) for place in range(len(chart.labels))]
    scale, slot = (
        Scale.of([end for column in feet for _foot, end in column]),
        (RIGHT - LEFT) / max(1, len(chart.labels)),
    )
    width = min(48.0, slot * 0.7)
    bars = []
    for place in range(len(chart.labels)):
        for part, series in enumerate(chart.series):
            foot, end = feet[place][part]
            x = LEFT + slot * place + (slot - width) / 2
            bars.append(_column(x, width, (scale.y(foot), scale.y(end)), part, _words(chart, series, place)))
    return Drawing(WIDTH, BASE + 22, bars, labels=_below(chart, slot), ticks=_ticks(scale))


def _feet(parts: Iterable[Number]) -> list[tuple[Number, Number]]:
    """From where to where each of the parts of a column goes: up on each other, below nought down."""
    ends: dict[bool, Number] = {True: 0, False: 0}
    found = []
    for part in parts:
        foot = ends[part < 0]
        ends[part < 0] = foot + part
        found.append((foot, foot + part))
    return found


def _lines(chart: Chart) -> Drawing:
    scale = Scale.of(_values(chart))
    lines = [
        Line(_path(stretch), number, dots=stretch if len(chart.series) == 1 or len(stretch) == 1 else [])
        for number, series in enumerate(chart.series)
        for stretch in _stretches(chart, series, scale)
    ]
    slot = (RIGHT - LEFT) / max(1, len(chart.labels))
    return Drawing(WIDTH, BASE + 22, lines=lines, labels=_below(chart, slot), ticks=_ticks(scale))


def _band(chart: Chart) -> Drawing:
    lower, median, upper = _where_all_are_shown(chart.series)
    scale = Scale.of(_values(chart))
    slot = (RIGHT - LEFT) / max(1, len(chart.labels))
    areas = [
        Line(_path([*below, *reversed(above)]), 0, is_area=True)
        for below, above in zip(_stretches(chart, lower, scale), _stretches(chart, upper, scale), strict=True)
    ]
    middles = [Line(_path(stretch), 0, dots=stretch) for stretch in _stretches(chart, median, scale)]
    return Drawing(WIDTH, BASE + 22, lines=[*areas, *middles], labels=_below(chart, slot), ticks=_ticks(scale))


def _where_all_are_shown(series: Sequence[Series]) -> list[Series]:
    """The same without the points that one of the others does not have."""
    whole = [
        all(point.shown is not None for point in row) for row in zip(*(each.points for each in series), strict=True)
    ]
    return [
        Series(
            each.name,
            [point if shown else Point(point.label, None) for point, shown in zip(each.points, whole, strict=True)],
        )
        for each in series
    ]


def _spark(chart: Chart) -> Drawing:
    scale, width, height = Scale.of(_values(chart)), 120, 28
    points = [(place, point.shown) for place, point in enumerate(chart.series[0].points) if point.shown is not None]
    step = (width - 8) / max(1, len(chart.labels) - 1)
    drawn = [
        (round(4 + step * place, 1), round(height - 4 - scale.share(value) * 20, 1), "") for place, value in points
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


def _column(x: float, width: float, ends: tuple[float, float], pattern: int, words: str) -> Bar:
    high, low = sorted(ends)
    return Bar(round(x, 1), round(high, 1), round(width, 1), round(low - high, 1), pattern % PATTERNS, words)


def _stretches(chart: Chart, series: Series, scale: Scale) -> list[list[tuple[float, float, str]]]:
    """The points of a line, apart where one is missing: a gap is not a slope."""
    slot = (RIGHT - LEFT) / max(1, len(chart.labels))
    stretches: list[list[tuple[float, float, str]]] = [[]]
    for place, point in enumerate(series.points):
        if point.shown is None:
            stretches.append([])
            continue
        x, y = _x(chart, slot, place), scale.y(point.shown)
        stretches[-1].append((round(x, 1), round(y, 1), _words(chart, series, place)))
    return [stretch for stretch in stretches if stretch]


def _x(chart: Chart, slot: float, place: int) -> float:
    """How far right the point of this place stands."""
    return LEFT + slot * ((chart.at[place] if chart.at else place) + 0.5)


def _path(points: Iterable[tuple[float, float, str]]) -> str:
    return " ".join(f"{x},{y}" for x, y, _ in points)


def _ticks(scale: Scale) -> list[Label]:
    """The lines across: nought, the top, and what lies between them in whole steps; or a lowest one below nought."""
    top = scale.above
    parts = next(parts for parts in (MOST_TICKS, 2, 1) if (top % parts == 0 and not scale.below) or parts == 1)
    values = [-scale.below] * bool(scale.below) + [top * part / parts for part in range(parts + 1)]
    return [Label(LEFT - 4, round(scale.y(value), 1), said(value), "end") for value in values]


def _below(chart: Chart, slot: float) -> list[Label]:
    """The labels under the plot; of many every other, or fewer, so that none touches the next."""
    every = -(-len(chart.labels) // MOST_LABELS) or 1
    shown = [
        Label(round(_x(chart, slot, place), 1), BASE + 16, label)
        for place, label in enumerate(chart.labels)
        if place % every == 0
    ]
    return [label for label, after in zip_longest(shown, shown[1:]) if not after or after.x - label.x >= APART]
