"""How many people were there on a day: worked numbers."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from attendance.came import Average, DayCame, DayCount, average_of, counts_by_day
from attendance.days import Plan, Stay, days_of_one
from tests.attendance.test_days import MONDAY, STATES, in_all, meetings


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
    (day,) = counts_by_day(Plan(meetings(0, 0), {1, 2}), said, in_all(asha, mary, salma, devi, lata))
    assert day == DayCount(MONDAY, of=5, present=2, late=1, absent=1, not_marked=1)
    assert (day.there, day.open, day.known) == (3, 1, 4)


def test_where_two_marks_differ_it_is_not_known_and_said_to_differ():
    (asha,) = people(1)
    (day,) = counts_by_day(Plan(meetings(0), {1}), {asha: {1: ["present", "absent"]}}, in_all(asha))
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
    monday, tuesday = counts_by_day(Plan(meetings(0, 1), {1, 2}), said, stays)
    assert (monday.of, monday.there, monday.open) == (2, 1, 1)
    assert (tuesday.of, tuesday.there, tuesday.open) == (3, 2, 1)


def test_who_comes_back_has_two_stays_and_is_one_person():
    (asha,) = people(1)
    stays = [Stay(asha, MONDAY, MONDAY + timedelta(days=1)), Stay(asha, MONDAY)]
    (day,) = counts_by_day(Plan(meetings(0), {1}), {asha: {1: ["late"]}}, stays)
    assert (day.of, day.late) == (1, 1)


def test_neither_a_make_up_nor_a_day_that_nobody_took_has_a_column():
    (asha,) = people(1)
    said = {asha: {1: ["absent"], 3: ["present"]}}
    days = counts_by_day(Plan(meetings(0, 1, 7, makes_up={3: 1}), {1, 3}), said, in_all(asha))
    assert days == [DayCount(MONDAY, of=1, absent=1)]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6), st.data())
def test_days_counted_by_day_and_by_person_come_to_the_same(days, data):
    plan, everybody = meetings(*days), people(3)
    said = {person: {each.key: words for each in plan if (words := data.draw(STATES))} for person in everybody}
    taken = {key for hers in said.values() for key in hers}
    counts = counts_by_day(Plan(plan, taken), said, in_all(*everybody))
    by_person = [days_of_one(Plan(plan, taken), said[person], in_all(person)) for person in everybody]
    assert sum(day.there for day in counts) == sum(hers.present for hers in by_person)
    assert all(day.of == 3 and day.there + day.absent + day.open == 3 for day in counts)
    assert sum(day.known for day in counts) == sum(hers.held for hers in by_person)
    assert sum(day.not_marked for day in counts) == sum(hers.not_marked for hers in by_person)


def test_who_is_absent_before_noon_and_on_no_list_after_it_is_not_marked():
    asha, mary = people(2)
    said = {asha: {1: ["absent"]}, mary: {1: ["absent"], 2: ["present"]}}
    (day,) = counts_by_day(Plan(meetings(0, 0), {1, 2}), said, in_all(asha, mary))
    assert day == DayCount(MONDAY, of=2, present=1, not_marked=1)


def test_who_is_absent_before_noon_may_still_come_while_the_day_runs():
    (asha,) = people(1)
    for today, way in ((MONDAY, "not_marked"), (MONDAY + timedelta(days=1), "absent")):
        (day,) = counts_by_day(Plan(meetings(0, 0), {1}), {asha: {1: ["absent"]}}, in_all(asha), today=today)
        assert day == DayCount(MONDAY, of=1, **{way: 1})


def test_an_average_is_of_all_days_together_and_of_who_is_marked_on_them():
    assert average_of([]) is None
    assert average_of([DayCame(MONDAY, 10, 12), DayCame(MONDAY, 7, 12)]) == Average(Decimal("8.5"), 12, 71)
    half_taken = DayCame(MONDAY, 3, 12, not_marked=8)
    assert (half_taken.known, half_taken.percent) == (4, 75)
    days = [DayCame(MONDAY, 10, 12), DayCame(MONDAY, 7, 12), half_taken]
    assert average_of(days) == Average(Decimal("6.7"), Decimal("9.3"), 71)
    nobody_yet = DayCame(MONDAY, 0, 12, not_marked=12)
    assert (nobody_yet.percent, average_of([nobody_yet])) == (0, None)
    assert average_of([*days, nobody_yet]) == average_of(days)


def test_there_are_never_fewer_than_are_marked():
    assert DayCame(MONDAY, 10, 12).percent == 83
    assert DayCame.of_stays(MONDAY, 3, 0, [(MONDAY, None, 2), (MONDAY, MONDAY, 5)]) == DayCame(MONDAY, 3, 3)
    assert DayCame.of_stays(MONDAY, 2, 1, [(MONDAY, None, 5)]) == DayCame(MONDAY, 2, 5, not_marked=2)
