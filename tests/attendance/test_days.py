"""How many days count: worked numbers."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.days import DayCount, Days, Meeting, Plan, Stay, counts_by_day, days_of_one, strip_of, was_there

MONDAY = date(2026, 11, 2)


def meetings(*days, makes_up=None):
    """One session a day from Monday on, their keys from 1; ``makes_up`` are {key: key of what it makes up}."""
    return [Meeting(key, MONDAY + timedelta(days=day), (makes_up or {}).get(key)) for key, day in enumerate(days, 1)]


def test_five_days_with_one_late_and_one_made_up_are_all_of_them():
    plan = meetings(0, 1, 2, 3, 4, 9, makes_up={6: 5})
    hers = {1: ["present"], 2: ["late"], 3: ["present"], 4: ["present"], 5: ["absent"], 6: ["present"]}
    days = days_of_one(Plan(plan, {1, 2, 3, 4, 5, 6}), hers)
    assert (days, days.counted, days.percent) == (Days(held=5, present=4, made_up=1), 5, 100)


def test_seven_of_ten_days_are_seventy_percent_and_two_made_up_ninety():
    plan = meetings(*range(10), 20, 21, makes_up={11: 8, 12: 9})
    hers = {key: ["present"] for key in range(1, 8)}
    assert days_of_one(Plan(plan, range(1, 11)), hers).percent == 70
    assert days_of_one(Plan(plan, range(1, 13)), {**hers, 11: ["present"], 12: ["late"]}).percent == 90


def test_a_day_counts_by_one_of_its_sessions():
    plan = meetings(0, 0)
    assert days_of_one(Plan(plan, {1, 2}), {1: ["absent"], 2: ["present"]}) == Days(1, 1, 0)


def test_a_session_that_nobody_took_is_no_day():
    assert days_of_one(Plan(meetings(0, 1), {1}), {1: ["present"]}) == Days(1, 1, 0)


def test_a_make_up_gains_nothing_to_who_was_there():
    plan = meetings(0, 7, makes_up={2: 1})
    assert days_of_one(Plan(plan, {1, 2}), {1: ["present"], 2: ["present"]}) == Days(1, 1, 0)


def test_a_make_up_of_a_day_not_held_is_no_day():
    plan = meetings(0, 7, makes_up={2: 1})
    assert days_of_one(Plan(plan, {2}), {2: ["present"]}) == Days(0, 0, 0)


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
    counted = days_of_one(Plan(plan, taken), hers)
    assert 0 <= counted.counted <= counted.held
    states = [state for _day, state in strip_of(Plan(plan, taken), hers, in_all(uuid4()))]
    assert counted.held - counted.counted == states.count("missed") + states.count("open")
    assert counted.held == len(states)


def in_all(*people, since=MONDAY, until=None) -> list[Stay]:
    return [Stay(person, since, until) for person in people]


def people(number) -> list[UUID]:
    return [uuid4() for _ in range(number)]


def test_of_five_people_each_is_counted_once_on_a_day_of_two_sessions():
    asha, mary, salma, devi, lata = people(5)
    said = {
        asha: {1: ["present"], 2: ["present"]},
        mary: {1: ["present"]},
        salma: {1: ["late"], 2: ["present"]},
        devi: {1: ["absent"], 2: ["absent"]},
    }
    (day,) = counts_by_day(meetings(0, 0), {1, 2}, said, in_all(asha, mary, salma, devi, lata))
    assert day == DayCount(MONDAY, of=5, present=2, late=1, absent=1)
    assert (day.there, day.open) == (3, 1)


def test_where_two_marks_differ_it_is_not_known_and_said_to_differ():
    (asha,) = people(1)
    (day,) = counts_by_day(meetings(0), {1}, {asha: {1: ["present", "absent"]}}, in_all(asha))
    assert day == DayCount(MONDAY, of=1, differing=1)
    assert day.open == 1


def test_a_day_is_of_those_who_belonged_then_and_of_who_is_marked():
    early, late, left, guest = people(4)
    stays = [
        Stay(early, MONDAY),
        Stay(late, MONDAY + timedelta(days=1)),
        Stay(left, MONDAY, MONDAY + timedelta(days=1)),
    ]
    said = {early: {1: ["present"], 2: ["present"]}, guest: {2: ["present"]}}
    monday, tuesday = counts_by_day(meetings(0, 1), {1, 2}, said, stays)
    assert (monday.of, monday.there, monday.open) == (2, 1, 1)
    assert (tuesday.of, tuesday.there, tuesday.open) == (3, 2, 1)


def test_who_comes_back_has_two_stays_and_is_one_person():
    (asha,) = people(1)
    stays = [Stay(asha, MONDAY, MONDAY + timedelta(days=1)), Stay(asha, MONDAY)]
    (day,) = counts_by_day(meetings(0), {1}, {asha: {1: ["late"]}}, stays)
    assert (day.of, day.late) == (1, 1)


def test_neither_a_make_up_nor_a_day_that_nobody_took_has_a_column():
    (asha,) = people(1)
    said = {asha: {1: ["absent"], 3: ["present"]}}
    days = counts_by_day(meetings(0, 1, 7, makes_up={3: 1}), {1, 3}, said, in_all(asha))
    assert days == [DayCount(MONDAY, of=1, absent=1)]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6), st.data())
def test_days_counted_by_day_and_by_person_come_to_the_same(days, data):
    plan, everybody = meetings(*days), people(3)
    said = {person: {each.key: words for each in plan if (words := data.draw(STATES))} for person in everybody}
    taken = {key for hers in said.values() for key in hers}
    counts = counts_by_day(plan, taken, said, in_all(*everybody))
    by_person = [days_of_one(Plan(plan, taken), said[person]) for person in everybody]
    assert sum(day.there for day in counts) == sum(hers.present for hers in by_person)
    assert all(day.of == 3 and day.there + day.absent + day.open == 3 for day in counts)
