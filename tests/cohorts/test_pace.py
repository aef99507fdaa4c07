"""How a cohort goes on week by week."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.pace import counted_on, pace_by_week, weeks_of

FIRST = date(2026, 11, 2)
days = st.integers(0, 80).map(lambda number: FIRST + timedelta(days=number))


def test_weeks_are_of_seven_days_from_the_first_day_on():
    assert weeks_of(FIRST, date(2026, 11, 16)) == [date(2026, 11, 8), date(2026, 11, 15), date(2026, 11, 22)]
    assert weeks_of(FIRST, FIRST) == [date(2026, 11, 8)]
    assert weeks_of(FIRST, FIRST - timedelta(days=3)) == [date(2026, 11, 8)]


@pytest.mark.parametrize(
    ("today", "days"),
    [(-3, [0]), (0, [0]), (6, [6]), (7, [7]), (8, [8]), (9, [6, 9]), (13, [6, 13]), (15, [6, 15]), (16, [6, 13, 16])],
)
def test_a_week_that_has_only_begun_is_counted_with_the_one_before(today, days):
    found = counted_on(FIRST, FIRST + timedelta(days=80), FIRST + timedelta(days=today))
    assert [(each - FIRST).days for each in found] == days


@pytest.mark.parametrize(
    ("last", "today", "days"), [(8, 9, [6, 9]), (8, 40, [6, 13]), (13, 13, [6, 13]), (13, 40, [6, 13])]
)
def test_a_cohort_that_is_over_is_counted_to_the_end_of_its_last_week(last, today, days):
    found = counted_on(FIRST, FIRST + timedelta(days=last), FIRST + timedelta(days=today))
    assert [(each - FIRST).days for each in found] == days


def test_five_learners_in_two_weeks():
    finished = [[], [FIRST], [FIRST, FIRST], [FIRST, FIRST + timedelta(days=9)], [FIRST] * 4]
    first, second = pace_by_week(finished, weeks_of(FIRST, FIRST + timedelta(days=10)))
    assert (first.lower, first.median, first.upper) == (1, 1, 2)
    assert (second.lower, second.median, second.upper) == (1, 2, 2)


def test_one_learner_is_her_own_median_and_nobody_has_no_weeks():
    (week,) = pace_by_week([[FIRST]], [FIRST])
    assert (week.lower, week.median, week.upper) == (1, 1, 1)
    assert pace_by_week([], [FIRST]) == []


@given(st.lists(st.lists(days, max_size=17), min_size=1, max_size=30))
def test_a_cohort_never_goes_back_and_the_quartiles_stand_in_order(finished):
    weeks = pace_by_week(finished, weeks_of(FIRST, FIRST + timedelta(days=80)))
    for week in weeks:
        assert week.lower <= week.median <= week.upper
    for before, after in pairwise(weeks):
        assert before.median <= after.median
