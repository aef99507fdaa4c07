"""Charts say the truth in shapes, words and numbers, and show no group that is too small."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from core.charts import PLOT_HEIGHT, WIDTH, Chart, ChartKind, Point, Series, draw, said, table_of, top_of


def chart(kind: ChartKind, *rows: list, unit: str = "") -> Chart:
    series = [
        Series(f"S{number}", [Point(f"W{place}", value) for place, value in enumerate(row)])
        for number, row in enumerate(rows)
    ]
    return Chart(kind, "Lessons read", series, unit)


@pytest.mark.parametrize(("values", "top"), [([], 1), ([0], 1), ([3], 5), ([5], 5), ([7], 10), ([11], 20), ([51], 100)])
def test_the_scale_ends_at_a_round_number(values, top):
    assert top_of(values) == top


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_nothing_rises_above_the_scale_and_it_is_not_wasted(values):
    assert max(values) <= top_of(values) <= max(1, max(values) * 10)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_columns_are_as_high_as_their_numbers(values):
    bars = draw(chart(ChartKind.COLUMNS, values)).bars
    top = top_of(values)
    for bar, value in zip(bars, values, strict=True):
        assert bar.height == pytest.approx(float(value / top) * PLOT_HEIGHT, abs=0.06)
        assert bar.y + bar.height == pytest.approx(164, abs=0.11)


def test_bars_are_as_long_as_their_numbers_and_say_them():
    drawing = draw(chart(ChartKind.BARS, [50, 100, None], unit="%"))
    assert [bar.width for bar in drawing.bars] == [WIDTH / 2, WIDTH, 0]
    assert [bar.words for bar in drawing.bars] == ["W0: 50%", "W1: 100%", "W2: –"]


def test_the_parts_of_a_column_stand_on_each_other():
    first, second = draw(chart(ChartKind.STACKED, [3], [2])).bars
    assert second.y + second.height == pytest.approx(first.y)
    assert first.pattern != second.pattern


def test_a_missing_number_is_a_gap_and_no_slope():
    lines = draw(chart(ChartKind.LINES, [1, 2, None, 4])).lines
    assert [len(line.points.split()) for line in lines] == [2, 1]
    assert len(lines[1].dots) == 1


def test_a_band_lies_between_its_quartiles_with_the_median_inside():
    area, median = draw(chart(ChartKind.BAND, [1, 2], [2, 3], [4, 5])).lines
    assert area.is_area
    heights = [float(point.split(",")[1]) for point in area.points.split()]
    middle = float(median.points.split()[0].split(",")[1])
    assert min(heights) < middle < max(heights)


def test_a_group_under_five_is_neither_drawn_nor_written():
    points = [Point("Nadi", 80, people=4), Point("Banashri", 60, people=5)]
    hidden = Chart(ChartKind.BARS, "Passed", [Series("Passed", points)], "%")
    assert [bar.width > 0 for bar in draw(hidden).bars] == [False, True]
    assert [row.values for row in table_of(hidden)] == [["–"], ["60%"]]
    page = render_to_string("components/chart.html", {"chart": hidden})
    assert "80" not in page.replace("0 0 360 80", "")


@pytest.mark.parametrize(("value", "unit", "words"), [
    (100000, "₹", "₹1,00,000"),
    (Decimal("35.5"), "%", "35.5%"),
    (1, "lessons", "1 lessons"),
    (None, "%", "–"),
])  # fmt: skip
def test_numbers_are_said_as_people_here_write_them(value, unit, words):
    assert said(value, unit) == words


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_is_drawn_without_inline_style_and_with_its_table(kind):
    rows = [[1, 2, 3], [2, 3, 4], [3, 4, 5]] if kind == ChartKind.BAND else [[1, 2, 3]]
    page = render_to_string("components/chart.html", {"chart": chart(kind, *rows)})
    assert "style=" not in page
    assert page.count('<th scope="row">') == 3


def test_an_empty_chart_says_so():
    assert "Nothing to show yet." in render_to_string(
        "components/chart.html", {"chart": chart(ChartKind.LINES, [None])}
    )
    assert chart(ChartKind.LINES).is_empty
