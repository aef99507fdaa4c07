"""How many days count: worked numbers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.days import Days, Meeting, Plan, Stay, days_of_one, strip_of, was_there

pytestmark = pytest.mark.anywhere

MONDAY = date(2026, 11, 2)


def meetings(*days, makes_up=None):
    """One session a day from Monday on, their keys from 1; ``makes_up`` are {key: key of what it makes up}."""
    return [Meeting(key, MONDAY + timedelta(days=day), (makes_up or {}).get(key)) for key, day in enumerate(days, 1)]


def in_all(*people, since=MONDAY, until=None) -> list[Stay]:
    return [Stay(person, since, until) for person in people]


def days_for(plan, taken, hers, **more) -> Days:
    """Of who belongs from Monday on."""
    return days_of_one(Plan(plan, taken), hers, in_all(uuid4()), **more)


def test_five_days_with_one_late_and_one_made_up_are_all_of_them():
    plan = meetings(0, 1, 2, 3, 4, 9, makes_up={6: 5})
    hers = {1: ["present"], 2: ["late"], 3: ["present"], 4: ["present"], 5: ["absent"], 6: ["present"]}
    days = days_for(plan, {1, 2, 3, 4, 5, 6}, hers)
    assert (days, days.counted, days.percent) == (Days(held=5, present=4, made_up=1), 5, 100)


def test_seven_of_ten_days_are_seventy_percent_and_two_made_up_ninety():
    plan = meetings(*range(10), 20, 21, makes_up={11: 8, 12: 9})
    hers = {key: ["present"] if key < 8 else ["absent"] for key in range(1, 11)}
    assert days_for(plan, range(1, 11), hers).percent == 70
    assert days_for(plan, range(1, 13), {**hers, 11: ["present"], 12: ["late"]}).percent == 90


def test_a_day_counts_by_one_of_its_sessions():
    plan = meetings(0, 0)
    assert days_for(plan, {1, 2}, {1: ["absent"], 2: ["present"]}) == Days(1, 1, 0)


def test_a_session_that_nobody_took_is_no_day():
    assert days_for(meetings(0, 1), {1}, {1: ["present"]}) == Days(1, 1, 0)


def test_a_make_up_gains_nothing_to_who_was_there():
    plan = meetings(0, 7, makes_up={2: 1})
    assert days_for(plan, {1, 2}, {1: ["present"], 2: ["present"]}) == Days(1, 1, 0)


def test_a_make_up_of_a_day_not_held_is_no_day():
    plan = meetings(0, 7, makes_up={2: 1})
    assert days_for(plan, {2}, {2: ["present"]}) == Days(0, 0, 0)


@pytest.mark.parametrize(
    ("marks", "is_there"),
    [([], False), (["present", "late"], True), (["present", "absent"], False), (["absent", "absent"], False)],
)
def test_where_two_marks_differ_she_was_there_only_if_both_say_so(marks, is_there):
    assert was_there(marks) is is_there


@pytest.mark.parametrize(("present", "percent"), [(0, 0), (4, 80), (5, 100)])
def test_a_share_is_rounded_and_a_half_up(present, percent):
    assert Days(5, present).percent == percent
    assert (Days(7, 6).percent, Days(8, 1).percent, Days(1000, 794).percent) == (86, 13, 79)
    assert Days().percent == 0


STATES = st.lists(st.sampled_from(["present", "late", "absent"]), max_size=2)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.data())
def test_days_add_up(days, data):
    plan = meetings(*days, makes_up={2: 1})
    taken = data.draw(st.sets(st.integers(1, len(days))))
    hers = {key: data.draw(STATES) for key in taken}
    counted = days_for(plan, taken, hers)
    assert 0 <= counted.counted <= counted.held
    states = [state for _day, state in strip_of(Plan(plan, taken), hers, in_all(uuid4()))]
    assert counted.held - counted.counted == states.count("missed")
    assert counted.not_marked == states.count("open")
    assert counted.held + counted.not_marked == len(states)


def test_of_ten_days_held_two_half_taken_without_her_are_not_hers_until_she_is_marked():
    plan, hers = meetings(*range(10)), {key: ["present"] for key in range(1, 9)}
    days = days_for(plan, range(1, 11), hers)
    assert (days, days.percent) == (Days(held=8, present=8, not_marked=2), 100)
    absent = days_for(plan, range(1, 11), {**hers, 9: ["absent"], 10: ["absent"]})
    assert (absent, absent.percent) == (Days(held=10, present=8), 80)
    one_each = days_for(plan, range(1, 11), {**hers, 9: ["present"], 10: ["absent"]})
    assert (one_each, one_each.percent) == (Days(held=10, present=9), 90)


def test_a_day_that_is_half_taken_is_held_for_her_once_she_has_made_up_for_it():
    plan = meetings(0, 1, 7, makes_up={3: 2})
    assert days_for(plan, {1, 2}, {1: ["absent"]}) == Days(held=1, not_marked=1)
    assert days_for(plan, {1, 2, 3}, {1: ["absent"], 3: ["present"]}) == Days(held=2, made_up=1)


def test_a_day_before_she_came_is_held_for_her_though_she_is_on_no_list_of_it():
    days = days_of_one(
        Plan(meetings(0, 1), {1, 2}), {2: ["present"]}, in_all(uuid4(), since=MONDAY + timedelta(days=1))
    )
    assert (days, days.percent) == (Days(held=2, present=1), 50)


def test_while_it_runs_a_day_is_held_for_who_was_there_and_for_who_is_absent_from_all_of_it():
    plan = meetings(0, 0)
    assert days_for(plan, {1}, {1: ["present"]}, today=MONDAY) == Days(held=1, present=1)
    assert days_for(plan, {1}, {1: ["absent"]}, today=MONDAY) == Days(not_marked=1)
    assert days_for(plan, {1, 2}, {1: ["absent"], 2: ["absent"]}, today=MONDAY) == Days(held=1)
    assert days_for(plan, {1}, {1: ["absent"]}, today=MONDAY + timedelta(days=1)) == Days(held=1)


def test_a_mark_made_before_its_session_begins_says_nothing_yet():
    assert days_for(meetings(0, 0), {1}, {1: ["absent"], 2: ["present"]}, today=MONDAY) == Days(not_marked=1)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.data())
def test_lists_on_which_others_are_marked_lower_nobodys_share(days, data):
    plan = meetings(*days)
    hers = {each.key: words for each in plan if (words := data.draw(STATES))}
    more = data.draw(st.sets(st.integers(1, len(days))))
    alone, among_others = days_for(plan, hers.keys(), hers), days_for(plan, hers.keys() | more, hers)
    assert among_others.counted == alone.counted
    assert among_others.held <= alone.held
    assert among_others.percent >= alone.percent


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.data())
def test_once_every_list_is_complete_all_days_held_are_hers(days, data):
    plan = meetings(*days)
    hers = {each.key: [data.draw(st.sampled_from(["present", "late", "absent"]))] for each in plan}
    counted = days_for(plan, hers.keys(), hers, today=MONDAY)
    assert (counted.held, counted.not_marked) == (len(set(days)), 0)
