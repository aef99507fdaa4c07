"""Charts drawn on the server as SVG from plain data, readable without colour, with their table behind them.

A chart is made of named series of points. :mod:`core.drawing` turns it into shapes; nothing here knows a database, a
request or a colour. A series is told apart by its pattern or dashes, and each point says its number in words for who
cannot see.

A point behind which fewer than five people stand is never drawn nor written (``people`` is how many do; None where the
point is no figure about people, or each of them is the reader's to see).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import number_format

SMALLEST_GROUP = 5

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
    BARS = "bars"  # one series, a row a point: for long names
    COLUMNS = "columns"  # side by side over time
    STACKED = "stacked"  # parts of a whole, one column a point
    LINES = "lines"
    BAND = "band"  # three series: lower quartile, median, upper quartile
    SPARK = "spark"  # one small line without axes


@dataclass(frozen=True)
class Chart:
    """What is drawn. ``unit`` stands behind numbers ("lessons", "%", "₹"); all series have the same labels.

    The points of lines and bands stand a step apart, or ``at`` as many steps from the first. ``finding`` says in a
    sentence what the drawing shows, also to who cannot see it; ``empty`` what stands there before there is anything.
    """

    kind: ChartKind
    title: str
    series: Sequence[Series]
    unit: str = ""
    as_of: str = ""
    at: Sequence[float] = ()
    finding: str = ""
    empty: str = ""

    @property
    def labels(self) -> list[str]:
        """What the points are of, in order."""
        return [point.label for point in self.series[0].points] if self.series else []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(point.shown is None for series in self.series for point in series.points)


@dataclass(frozen=True)
class TableRow:
    """One row of the table behind a chart: a label and each series' number, as read, under the name of the series.

    On a phone the row is a card, and there each number says its name itself.
    """

    label: str
    values: list[tuple[str, str]]


def said(value: Number | None, unit: str = "") -> str:
    """A number as a reader says it: grouped, with its unit; a dash where there is none to show."""
    if value is None:
        return "–"
    number = number_format(value, use_l10n=True, force_grouping=True)
    if unit == "₹":
        return f"-₹{number.removeprefix('-')}" if value < 0 else f"₹{number}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def table_of(chart: Chart) -> list[TableRow]:
    """The numbers of the chart, row by row: the same as drawn."""
    return [
        TableRow(label, [(series.name, said(series.points[place].shown, chart.unit)) for series in chart.series])
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
