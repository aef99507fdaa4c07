"""How sessions move: days, hours and halls in, the same out; what was held never moves, and order stays."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cohorts.planning import Change, Meeting, Taken, met_then, moved

NOW = datetime(2026, 12, 1, 9)
VENUE = "Hall"


def meeting(key, *moment, minutes=150):
    return Meeting(key, 1, datetime(2026, 12, *moment), minutes, VENUE)


def test_all_go_as_many_days_on():
    found = moved([meeting(1, 7, 10), meeting(2, 8, 10)], Change(days=3), now=NOW)
    assert [(each.meeting.key, each.begins_at) for each in found] == [
        (1, datetime(2026, 12, 10, 10)),
        (2, datetime(2026, 12, 11, 10)),
    ]


def test_the_first_goes_to_the_day_and_the_others_as_far():
    found = moved([meeting(2, 9, 10), meeting(1, 7, 10)], Change(first_day=date(2027, 1, 4)), now=NOW)
    assert [each.begins_at for each in found] == [datetime(2027, 1, 4, 10), datetime(2027, 1, 6, 10)]


def test_the_hour_is_that_of_the_first_of_each_day_and_the_rest_follow_as_they_did():
    met = [meeting(1, 7, 10, 30), meeting(2, 7, 13), meeting(3, 8, 10, 30)]
    found = moved(met, Change(hour=time(9)), now=NOW)
    assert [each.begins_at for each in found] == [
        datetime(2026, 12, 7, 9),
        datetime(2026, 12, 7, 11, 30),
        datetime(2026, 12, 8, 9),
    ]


def test_a_new_venue_moves_no_hour():
    (found,) = moved([meeting(1, 7, 10)], Change(venue="School"), now=NOW)
    assert (found.begins_at, found.venue) == (datetime(2026, 12, 7, 10), "School")


def test_what_would_fall_on_a_day_off_goes_on_to_the_next_and_the_others_stay_behind_it():
    met = [meeting(1, 7, 10), meeting(2, 7, 13), meeting(3, 8, 10), meeting(4, 14, 10)]
    off = {date(2026, 12, 10), date(2026, 12, 11)}
    found = moved(met, Change(days=3, goes_on=True), now=NOW, is_off=off.__contains__)
    assert [each.begins_at for each in found] == [
        datetime(2026, 12, 12, 10),
        datetime(2026, 12, 12, 13),
        datetime(2026, 12, 13, 10),
        datetime(2026, 12, 17, 10),
    ]
    asked_to_stay = moved(met[:1], Change(days=3), now=NOW, is_off=off.__contains__)
    assert asked_to_stay[0].begins_at == datetime(2026, 12, 10, 10)


def test_what_has_begun_and_what_would_stay_is_not_moved():
    assert moved([meeting(1, 1, 9), meeting(2, 1, 8)], Change(days=3), now=NOW) == []
    assert moved([meeting(1, 7, 10)], Change(venue=VENUE), now=NOW) == []


@given(
    st.lists(st.integers(-20, 60), min_size=1, max_size=20, unique=True),
    st.integers(-10, 40),
)
def test_order_and_distance_stay_and_nothing_held_moves(days, by):
    met = [Meeting(number, 1, NOW + timedelta(days=day), 150, VENUE) for number, day in enumerate(days)]
    found = moved(met, Change(days=by), now=NOW)
    assert all(each.meeting.begins_at > NOW for each in found)
    assert all(each.begins_at - each.meeting.begins_at == timedelta(days=by) for each in found)
    if by:
        assert len(found) == sum(day > 0 for day in days)


def test_what_ends_as_the_other_begins_is_no_clash():
    taken = [Taken(datetime(2026, 12, 7, 10), datetime(2026, 12, 7, 12), "TEAM")]
    assert met_then(datetime(2026, 12, 7, 12), datetime(2026, 12, 7, 14), taken) == []
    assert met_then(datetime(2026, 12, 7, 8), datetime(2026, 12, 7, 10), taken) == []
    assert met_then(datetime(2026, 12, 7, 11, 59), datetime(2026, 12, 7, 14), taken) == ["TEAM"]
