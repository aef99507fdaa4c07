"""Facility, discrimination, use of options and reliability, in worked numbers and against their definitions."""

from math import isclose, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.item_statistics import LEAST_ATTEMPTS, Given, correlation, figures_of, reliability

pytestmark = pytest.mark.anywhere
MARKS = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def attempts(*marks: float) -> list[Given]:
    return [Given(mark, rest=mark) for mark in marks]


def test_facility_is_the_mean_mark():
    assert figures_of(attempts(*[1, 1, 0, 0.5] * 3)).facility == 62.5


@pytest.mark.parametrize(
    ("rests", "discrimination"),
    [([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], 1), ([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], -1), ([0.5] * 10, None)],
)
def test_a_question_that_the_good_get_right_discriminates(rests, discrimination):
    marks = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    found = figures_of([Given(mark, rest) for mark, rest in zip(marks, rests, strict=True)]).discrimination
    assert found == discrimination if discrimination is None else isclose(found, discrimination)


def test_of_each_option_it_is_said_who_chose_it():
    best = [Given(1, 0.9, frozenset("a"))] * 4
    middle = [Given(0, 0.5, frozenset("b"))] * 4
    weakest = [Given(0, 0.1, frozenset("b"))] * 2 + [Given(0, 0.1)] * 2
    a, b, c = figures_of([*weakest, *best, *middle], "abc").options
    assert (a.number, a.percent, a.percent_best, a.percent_weakest) == (4, 33, 100, 0)
    assert (b.number, b.percent, b.percent_best, b.percent_weakest) == (6, 50, 0, 50)
    assert (c.number, c.percent) == (0, 0)


def test_of_few_nothing_is_said():
    assert figures_of(attempts(*[1] * (LEAST_ATTEMPTS - 1))) is None
    assert reliability([[1, 0]] * (LEAST_ATTEMPTS - 1)) is None


def test_questions_that_go_together_are_reliable_and_one_alone_is_none():
    assert isclose(reliability([[1, 1, 1], [0, 0, 0]] * 5), 1)
    assert reliability([[1]] * 10) is None
    assert reliability([[1, 0]] * 10) is None


@given(st.lists(st.tuples(MARKS, MARKS), min_size=2, max_size=30))
def test_the_correlation_is_that_of_its_definition(pairs):
    one, other = zip(*pairs, strict=True)
    mean, second = sum(one) / len(one), sum(other) / len(other)
    spread = sqrt(sum((x - mean) ** 2 for x in one) * sum((y - second) ** 2 for y in other))
    assume(spread > 1e-9)
    expected = sum((x - mean) * (y - second) for x, y in pairs) / spread
    assert isclose(correlation(one, other), expected, abs_tol=1e-9)


@given(st.lists(st.lists(MARKS, min_size=3, max_size=3), min_size=LEAST_ATTEMPTS, max_size=30))
def test_reliability_is_that_of_the_covariances(rows):
    """Alpha is also k² times the mean covariance over the variance of the whole (Cronbach, 1951)."""
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(column) for column in columns]

    def covariance(one: int, other: int) -> float:
        pairs = zip(columns[one], columns[other], strict=True)
        return sum((x - means[one]) * (y - means[other]) for x, y in pairs) / (len(rows) - 1)

    whole = sum(covariance(one, other) for one in range(3) for other in range(3))
    assume(whole > 1e-9)
    between = sum(covariance(one, other) for one in range(3) for other in range(3) if one != other) / 6
    assert isclose(reliability(rows), 9 * between / whole, abs_tol=1e-9)
    assert reliability(rows) <= 1 + 1e-9
