"""How many days count: worked numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.days import Days, Meeting, days_missed, days_of_one, was_there

MONDAY = date(2026, 11, 2)


def meetings(*days, makes_up=None):
    """One session a day from Monday on, their keys from 1; ``makes_up`` are {key: key of what it makes up}."""
    return [Meeting(key, MONDAY + timedelta(days=day), (makes_up or {}).get(key)) for key, day in enumerate(days, 1)]


def test_five_days_with_one_late_and_one_made_up_are_all_of_them():
    plan = meetings(0, 1, 2, 3, 4, 9, makes_up={6: 5})
    hers = {1: ["present"], 2: ["late"], 3: ["present"], 4: ["present"], 5: ["absent"], 6: ["present"]}
    days = days_of_one(plan, {1, 2, 3, 4, 5, 6}, hers)
    assert (days, days.counted, days.percent) == (Days(held=5, present=4, made_up=1), 5, 100)


def test_seven_of_ten_days_are_seventy_percent_and_two_made_up_ninety():
    plan = meetings(*range(10), 20, 21, makes_up={11: 8, 12: 9})
    hers = {key: ["present"] for key in range(1, 8)}
    assert days_of_one(plan, range(1, 11), hers).percent == 70
    assert days_of_one(plan, range(1, 13), {**hers, 11: ["present"], 12: ["late"]}).percent == 90


def test_a_day_counts_by_one_of_its_sessions():
    plan = meetings(0, 0)
    assert days_of_one(plan, {1, 2}, {1: ["absent"], 2: ["present"]}) == Days(1, 1, 0)


def test_a_session_that_nobody_took_is_no_day():
    assert days_of_one(meetings(0, 1), {1}, {1: ["present"]}) == Days(1, 1, 0)


def test_a_make_up_gains_nothing_to_who_was_there():
    plan = meetings(0, 7, makes_up={2: 1})
    assert days_of_one(plan, {1, 2}, {1: ["present"], 2: ["present"]}) == Days(1, 1, 0)


def test_a_make_up_of_a_day_not_held_is_no_day():
    plan = meetings(0, 7, makes_up={2: 1})
    assert days_of_one(plan, {2}, {2: ["present"]}) == Days(0, 0, 0)


@pytest.mark.parametrize(
    ("marks", "is_there"),
    [([], False), (["present", "late"], True), (["present", "absent"], False), (["absent", "absent"], False)],
)
def test_where_two_marks_differ_she_was_there_only_if_both_say_so(marks, is_there):
    assert was_there(marks) is is_there


@pytest.mark.parametrize(("present", "percent"), [(0, 0), (4, 80), (5, 100)])
def test_a_share_is_cut_and_not_rounded(present, percent):
    assert Days(5, present).percent == percent
    assert Days(799 + 201, 799).percent == 79
    assert Days().percent == 0


STATES = st.lists(st.sampled_from(["present", "late", "absent"]), max_size=2)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.data())
def test_days_add_up(days, data):
    plan = meetings(*days, makes_up={2: 1})
    taken = data.draw(st.sets(st.integers(1, len(days))))
    hers = {key: data.draw(STATES) for key in taken}
    counted = days_of_one(plan, taken, hers)
    assert 0 <= counted.counted <= counted.held
    assert counted.held - counted.counted == len(days_missed(plan, taken, hers))
