"""Charts say the truth in shapes, words and numbers, and show no group that is too small."""

from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from core.charts import Chart, ChartKind, Point, Series, said, table_of
from core.drawing import PLOT_HEIGHT, WIDTH, draw, top_of

pytestmark = pytest.mark.anywhere


def chart(kind: ChartKind, *rows: list, unit: str = "") -> Chart:
    series = [
        Series(f"S{number}", [Point(f"W{place}", value) for place, value in enumerate(row)])
        for number, row in enumerate(rows)
    ]
    return Chart(kind, "Lessons read", series, unit)


@pytest.mark.parametrize(("values", "top"), [([], 1), ([0], 1), ([3], 4), ([7], 8), ([11], 12), ([17], 20), ([51], 60)])
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


def test_a_share_is_drawn_against_the_whole_and_not_against_the_largest():
    drawing = draw(chart(ChartKind.BARS, [18, 9], unit="%"))
    assert [bar.width for bar in drawing.bars] == pytest.approx([WIDTH * 0.18, WIDTH * 0.09])
    assert draw(chart(ChartKind.BARS, [18, 9])).bars[0].width == WIDTH * 0.9


def test_a_loss_goes_the_other_way_from_nought():
    gain, loss = draw(chart(ChartKind.BARS, [100, -50])).bars
    assert (gain.x, gain.width) == (120, 240)
    assert (loss.x, loss.width) == (0, 120)
    gain, loss = draw(chart(ChartKind.COLUMNS, [100, -50])).bars
    assert gain.y + gain.height == pytest.approx(loss.y)
    assert (gain.height, loss.height) == (100, 50)
    assert [tick.words for tick in draw(chart(ChartKind.LINES, [100, -50])).ticks] == ["-50", "0", "100"]
    up, down, more = draw(chart(ChartKind.STACKED, [3], [-2], [2])).bars
    assert more.y + more.height == pytest.approx(up.y, abs=0.11)
    assert down.y == pytest.approx(up.y + up.height, abs=0.11)
    assert said(Decimal(-1500), "₹") == "-₹1,500"


@given(
    st.sampled_from(list(ChartKind)),
    st.lists(st.lists(st.none() | st.integers(-(10**6), 10**6), min_size=4, max_size=4), min_size=3, max_size=3),
)
def test_whatever_the_numbers_are_they_are_drawn_inside_the_box(kind, rows):
    drawing = draw(chart(kind, *rows))
    for bar in drawing.bars:
        assert bar.width >= 0
        assert bar.height >= 0
        assert -0.1 <= bar.x <= bar.x + bar.width <= drawing.width + 0.2
        assert -0.1 <= bar.y <= bar.y + bar.height <= drawing.height + 0.2


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_of_nothing_is_drawn_empty(kind):
    assert draw(chart(kind, [], [], [])).bars == []


def test_a_band_is_drawn_where_all_three_lines_are():
    drawing = draw(chart(ChartKind.BAND, [1, None, 1], [2, 2, 2], [3, 3, None]))
    assert len([line for line in drawing.lines if line.is_area]) == 1


def test_the_parts_of_a_column_stand_on_each_other():
    first, second = draw(chart(ChartKind.STACKED, [3], [2])).bars
    assert second.y + second.height == pytest.approx(first.y)
    assert first.pattern != second.pattern


def test_a_missing_number_is_a_gap_and_no_slope():
    lines = draw(chart(ChartKind.LINES, [1, 2, None, 4])).lines
    assert [len(line.points.split()) for line in lines] == [2, 1]
    assert len(lines[1].dots) == 1


def test_points_stand_as_far_apart_as_their_days_and_a_label_gives_way_to_the_next_that_is_close():
    whole = chart(ChartKind.LINES, [1, 2, 3, 4])
    short = Chart(whole.kind, whole.title, whole.series, at=[0, 1, 2, 2.2])
    (line,) = draw(short).lines
    first, second, third, last = (float(point.split(",")[0]) for point in line.points.split())
    assert second - first == pytest.approx(third - second, abs=0.3)
    assert last - third == pytest.approx((third - second) / 5, abs=0.3)
    assert [label.words for label in draw(short).labels] == ["W0", "W1", "W3"]
    assert [label.words for label in draw(whole).labels] == ["W0", "W1", "W2", "W3"]


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
    assert [row.values for row in table_of(hidden)] == [[("Passed", "–")], [("Passed", "60%")]]
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


def test_each_number_says_of_which_series_it_is_where_the_row_is_a_card():
    page = render_to_string("components/chart.html", {"chart": chart(ChartKind.STACKED, [4], [1])})
    assert '<td class="number" data-label="S0">4</td><td class="number" data-label="S1">1</td>' in page


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("row", [[], [None]])
def test_a_chart_of_nothing_yet_says_so_and_shows_no_drawing(kind, row):
    empty = chart(kind, *([row] * (3 if kind == ChartKind.BAND else 1)))
    page = render_to_string("components/chart.html", {"chart": empty})
    assert "Nothing to show yet." in page
    assert "<svg" not in page
    assert "<table" not in page
    drawing = draw(empty)
    assert not any(bar.width * bar.height for bar in drawing.bars)
    assert not any(line.points for line in drawing.lines)


def test_a_chart_without_a_row_is_empty():
    assert chart(ChartKind.LINES).is_empty
