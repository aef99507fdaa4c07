"""Facility, discrimination, use of options and reliability, in worked numbers and against their definitions."""

from math import isclose, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.item_statistics import (
    LEAST_ATTEMPTS,
    Given,
    apart_from,
    correlation,
    figures_of,
    parts_of,
    reliability,
)

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


def many(number: int, mark: float, rest: float, language: str) -> list[Given]:
    return [Given(mark, rest, language=language)] * number


def test_a_language_is_put_beside_who_is_as_good_elsewhere():
    """By hand: in the lower band 0.2 against 0.6, in the upper 0.6 against 1: 40 points less in both. In Hindi most are
    weak, so that the mean marks alone lie 62 points apart.
    """
    hindi = [*many(4, 1, 0.1, "hi"), *many(16, 0, 0.1, "hi"), *many(3, 1, 0.9, "hi"), *many(2, 0, 0.9, "hi")]
    english = [*many(6, 1, 0.1, "en"), *many(4, 0, 0.1, "en"), *many(30, 1, 0.9, "en")]
    most, other = figures_of([*hindi, *english]).languages
    assert (most.name, most.attempts, most.apart) == ("en", 40, None)
    assert (other.name, other.attempts, round(other.facility, 6)) == ("hi", 25, 28)
    assert isclose(other.apart.points, -40)
    assert other.apart.is_clear
    # within: 20 * 0.16 + 10 * 0.24 over 28, and 5 * 0.24 + 30 * 0 over 33
    error = sqrt(0.8**2 * 5.6 / 28 * (1 / 20 + 1 / 10) + 0.2**2 * 1.2 / 33 * (1 / 5 + 1 / 30))
    assert isclose(other.apart.error, 100 * error)


def test_what_two_languages_differ_by_their_learners_alone_is_no_difference():
    hindi, english = (
        [*many(weak, 0, 0.1, code), *many(good, 1, 0.9, code)] for code, weak, good in (("hi", 20, 5), ("en", 5, 20))
    )
    found = {part.name: part for part in figures_of([*hindi, *english, *many(10, 1, 0.9, "en")]).languages}
    assert (found["hi"].facility, found["hi"].apart.points) == (20, 0)
    assert not found["hi"].apart.is_clear


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ({"en": 30, "hi": 12, "kn": 10}, ["en", "hi", "kn"]),
        # Of nine nothing is said, nor of who is left when those of ten are taken from the whole.
        ({"en": 30, "hi": 12, "kn": 9}, ["en"]),
        ({"en": 30, "kn": 9}, []),
        ({"en": 30, "hi": 12, "kn": 9, "ml": 9}, ["en", "hi"]),
        ({"": 20, "en": 12}, ["", "en"]),
    ],
)
def test_of_few_in_a_language_nothing_is_said_nor_can_be_worked_out(numbers, shown):
    given = [each for code, number in numbers.items() for each in many(number, 1, 0.5, code)]
    parts = parts_of(given, lambda each: each.language, compared=True)
    assert [part.name for part in parts] == shown
    assert {part.name: part.apart for part in parts if part.name in ("", "en")} == {
        part.name: None for part in parts if part.name in ("", "en")
    }


GIVEN = st.lists(st.tuples(MARKS, st.sampled_from([0.0, 0.19, 0.2, 0.5, 0.99, 1.0])), min_size=10, max_size=40)


@given(GIVEN, GIVEN)
def test_the_difference_is_that_of_its_definition(these, those):
    """Worked out once more, learner by learner: each against the mean of the others' band."""
    band = {0.0: 0, 0.19: 0, 0.2: 1, 0.5: 2, 0.99: 4, 1.0: 4}
    rows = [(mark, [other for other, rest in those if band[rest] == band[own]]) for mark, own in these]
    differences = [mark - sum(others) / len(others) for mark, others in rows if others]
    found = apart_from(*([Given(mark, rest) for mark, rest in given] for given in (these, those)))
    matched = {band[own] for _mark, own in these} & {band[rest] for _mark, rest in those}
    if len(differences) < LEAST_ATTEMPTS or sum(band[rest] in matched for _mark, rest in those) < LEAST_ATTEMPTS:
        assert found is None
    else:
        assert isclose(found.points, 100 * sum(differences) / len(differences), abs_tol=1e-9)
        assert found.error >= 0
