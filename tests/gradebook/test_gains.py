"""What was known before and after: worked numbers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.gains import BANDS, Sat, by_band, gain_of, sat

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
BEFORE, AFTER = [40, 50, 30, 80, 50], [60, 70, 70, 90, 50]
FIVE = [Sat(*pair) for pair in zip(BEFORE, AFTER, strict=True)]


def tries(*percents, from_day=0):
    """Tries on days that follow each other."""
    return [(MONDAY + timedelta(days=from_day + day), percent) for day, percent in enumerate(percents)]


def test_five_pairs_gain_eighteen_points_and_four_reach_what_is_needed():
    gain = gain_of(FIVE, 60)
    assert (gain.pairs, gain.means, gain.points) == (5, (Decimal(50), Decimal(68)), Decimal(18))
    assert gain.medians == (Decimal(50), Decimal(70))
    assert (gain.reached, gain.better, gain.same, gain.worse) == ((1, 4), 4, 1, 0)


def test_who_has_one_test_alone_changes_nothing():
    assert gain_of([*FIVE, Sat(before=0), Sat(after=100), Sat()], 60) == gain_of(FIVE, 60)
    assert gain_of([Sat(before=10), Sat(after=100)], 60) is None


def test_what_is_needed_is_counted_only_where_something_is():
    assert gain_of(FIVE, None).reached is None


def test_means_have_one_place_and_the_gain_is_what_a_reader_subtracts():
    gain = gain_of([Sat(33, 67), Sat(33, 67), Sat(34, 66)], None)
    assert (gain.means, gain.points) == ((Decimal("33.3"), Decimal("66.7")), Decimal("33.4"))
    assert gain_of([Sat(50, 40), Sat(51, 41)], None).medians == (Decimal("50.5"), Decimal("40.5"))


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [
        (tries(40, 90), tries(60, 80, 70, from_day=10), Sat(40, 80)),
        (tries(40), [], Sat(40)),
        ([], tries(60), Sat(after=60)),
        (tries(40, from_day=11), tries(60, from_day=10), Sat(after=60)),
        ([], [], Sat()),
    ],
)
def test_before_is_the_first_try_in_time_and_after_the_best(first, last, counted):
    assert sat(first, last) == counted


def test_a_mark_by_hand_counts_instead_be_it_more_or_less():
    assert sat(tries(40), tries(60, from_day=5), by_hand=Sat(35, 55)) == Sat(35, 55)
    assert sat([], [], by_hand=Sat(0, 100)) == Sat(0, 100)


def test_where_one_lesson_is_both_tests_the_first_try_is_before():
    both = tries(40, 70, 60)
    assert sat(both, both, one_lesson=True) == Sat(40, 70)
    assert sat(both[:1], both[:1], one_lesson=True) == Sat(40)
    assert sat(both[:1], both[:1], one_lesson=True, by_hand=Sat(after=50)) == Sat(40, 50)


PERCENTS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=40)


@given(PERCENTS)
def test_everybody_is_in_one_band_and_counted_once(pairs):
    gain = gain_of([Sat(*pair) for pair in pairs], 60)
    assert sum(by_band([before for before, _after in pairs])) == gain.pairs == len(pairs)
    assert gain.better + gain.same + gain.worse == gain.pairs
    assert len(BANDS) == 5
    exact = Decimal(sum(after - before for before, after in pairs)) / len(pairs)
    assert abs(gain.points - exact) <= Decimal("0.1")
