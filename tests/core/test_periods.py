"""Months, weeks of a month, years from April to March."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import FinancialYear, Month, Week

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


def test_a_month_has_its_first_and_last_day():
    february = Month(2028, 2)
    assert (february.first_day, february.last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert str(february) == "2028-02"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "0000-01", "2026-1", "२०२६-०१", "2026-01-01", " 2026-01"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (datetime's words)
        Month.read(text)


def test_months_are_counted_over_the_end_of_a_year():
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)


@pytest.mark.parametrize(
    ("day", "week"), [(1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (22, 4), (28, 4), (29, 5), (31, 5)]
)
def test_a_week_of_a_month_is_seven_days_from_its_first(day, week):
    assert Week.of(date(2026, 12, day)) == Week(Month(2026, 12), week)


def test_february_has_four_weeks_and_no_fifth():
    assert [str(week) for week in Month(2026, 2).weeks] == ["2026-02-W1", "2026-02-W2", "2026-02-W3", "2026-02-W4"]
    with pytest.raises(ValueError, match="no week 5"):
        Week(Month(2026, 2), 5)


@pytest.mark.parametrize(("day", "year"), [
    (date(2027, 3, 31), "2026-27"),
    (date(2026, 4, 1), "2026-27"),
    (date(2026, 3, 31), "2025-26"),
    (date(1999, 12, 1), "1999-00"),
])  # fmt: skip
def test_a_year_runs_from_april_to_march(day, year):
    assert str(FinancialYear.of(day)) == year
    assert day in FinancialYear.of(day)


def test_a_year_has_twelve_months():
    year = FinancialYear(2026)
    assert (str(year.months[0]), str(year.months[-1]), len(year.months)) == ("2026-04", "2027-03", 12)
    assert (year.first_day, year.last_day) == (date(2026, 4, 1), date(2027, 3, 31))


@given(days)
def test_a_month_is_read_as_it_is_written_and_lies_around_its_days(day):
    month = Month.of(day)
    assert Month.read(str(month)) == month
    assert month.first_day <= day <= month.last_day
    assert day in month
    assert day not in month.plus(1)


@given(days)
def test_the_weeks_of_a_month_are_its_days_without_a_gap(day):
    weeks = Month.of(day).weeks
    assert weeks[0].first_day == Month.of(day).first_day
    assert weeks[-1].last_day == Month.of(day).last_day
    for one, following in pairwise(weeks):
        assert one.last_day + timedelta(days=1) == following.first_day
    assert sum(day in week for week in weeks) == 1


@given(days, st.integers(-600, 600))
def test_so_many_months_on_and_back_is_where_one_was(day, months):
    month = Month.of(day)
    assert month.plus(months).plus(-months) == month
    assert (month.plus(months) > month) == (months > 0)


@given(days, days)
def test_periods_are_ordered_as_their_days_are(one, other):
    assert (FinancialYear.of(one) <= FinancialYear.of(other)) == (
        FinancialYear.of(one).first_day <= FinancialYear.of(other).first_day
    )
    if one <= other:
        assert Week.of(one) <= Week.of(other)
