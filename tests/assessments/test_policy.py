"""The rules of a sitting, by worked moments and as they hold for all of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.policy import (
    ON_ITS_WAY,
    Change,
    Door,
    Span,
    Terms,
    at_the_portal,
    begun_at,
    changed,
    counts,
    door,
    is_over,
    is_time_up,
    on_a_phone,
    written_at,
)

TEN = datetime(2027, 1, 4, 10, tzinfo=UTC)
HALF_AN_HOUR = Terms(minutes=30, grace=timedelta(minutes=10))


def at(minutes: float) -> datetime:
    """So many minutes after ten."""
    return TEN + timedelta(minutes=minutes)


MINUTES = st.floats(min_value=-10_000, max_value=10_000, allow_nan=False)
SPANS = st.tuples(MINUTES, st.floats(min_value=0, max_value=600)).map(
    lambda pair: Span(at(pair[0]), at(pair[0] + pair[1]))
)


@pytest.mark.parametrize(
    ("arrived", "written", "is_in_time"),
    [
        (29, None, True),
        (30.3, None, True),  # it was on its way
        (31, None, False),  # nobody says when it was written
        (31, 29, True),
        (40, 30, True),
        (40.1, 30, False),  # after the grace
        (31, 30.1, False),  # written after the end
    ],
)
def test_of_thirty_minutes_and_ten_of_grace(arrived, written, is_in_time):
    span = at_the_portal(HALF_AN_HOUR, TEN)
    written_then = None if written is None else at(written)
    assert counts(span, arrived_at=at(arrived), written_at=written_then) == is_in_time


def test_the_closing_ends_a_sitting_before_its_minutes_do():
    terms = Terms(minutes=30, closes_at=at(20), grace=timedelta(minutes=5))
    assert at_the_portal(terms, TEN) == Span(at(20), at(25))
    assert at_the_portal(terms, at(-30)) == Span(at(0), at(5))


def test_without_minutes_and_closing_there_is_no_end():
    assert at_the_portal(Terms(opens_at=TEN), TEN) == on_a_phone(Terms(), TEN, arrived_at=at(500)) == Span()
    assert counts(Span(), arrived_at=at(10**6))
    assert not is_over(Span(), at(10**6))


def test_begun_on_a_phone_it_has_its_minutes_from_there_and_as_long_again_to_arrive():
    span = on_a_phone(HALF_AN_HOUR, TEN, arrived_at=at(240))
    assert span == Span(at(30), at(280))
    assert counts(span, arrived_at=at(240), written_at=at(29))
    assert not counts(span, arrived_at=at(240), written_at=at(31))
    assert not counts(span, arrived_at=at(281), written_at=at(29))


def test_begun_on_a_phone_the_closing_stays_the_same():
    terms = Terms(minutes=30, closes_at=at(20), grace=timedelta(hours=2))
    assert on_a_phone(terms, TEN, arrived_at=at(100)) == Span(at(20), at(140))


def test_where_nobody_knows_how_long_it_lay_only_the_phone_s_measure_counts():
    """Carried as a file: of its answers count those of the first thirty minutes, whatever hour the phone had."""
    arrived, began_by_phone = at(5000), datetime(2019, 5, 1, 3, tzinfo=UTC)
    began = begun_at(HALF_AN_HOUR, arrived_at=arrived, age=None)
    span = on_a_phone(HALF_AN_HOUR, began, arrived_at=arrived)
    for minutes, is_in_time in [(1, True), (30, True), (31, False)]:
        since = began_by_phone + timedelta(minutes=minutes) - began_by_phone
        written = written_at(arrived, age=None, since_beginning=since, began_at=began)
        assert counts(span, arrived_at=arrived + ON_ITS_WAY * 2, written_at=written) == is_in_time


@pytest.mark.parametrize(
    ("terms", "begun", "moment", "stands"),
    [
        (Terms(), 99, TEN, Door.OPEN),
        (Terms(opens_at=TEN), 0, at(-0.1), Door.NOT_YET),
        (Terms(opens_at=TEN), 0, TEN, Door.OPEN),
        (Terms(closes_at=TEN), 0, at(-0.1), Door.OPEN),
        (Terms(closes_at=TEN), 0, TEN, Door.OVER),
        (Terms(tries=2), 1, TEN, Door.OPEN),
        (Terms(tries=2), 2, TEN, Door.NO_TRIES_LEFT),
    ],
)
def test_who_may_begin(terms, begun, moment, stands):
    assert door(terms, begun=begun, at=moment) == stands


def test_what_is_said_for_herself_goes_before_what_is_said_for_her_group():
    terms = Terms(minutes=30, tries=1, closes_at=at(0))
    hers, group = Change(extra_minutes=15), Change(extra_minutes=5, extra_tries=2, closes_at=at(60))
    now = changed(terms, [hers, group])
    assert (now.minutes, now.tries, now.closes_at) == (45, 3, at(60))
    assert changed(terms, []) == terms


def test_more_of_what_has_no_limit_sets_none():
    assert changed(Terms(), [Change(extra_minutes=10, extra_tries=1)]) == Terms()


@given(span=SPANS, arrived=MINUTES, written=MINUTES, later=st.floats(min_value=0, max_value=600))
def test_what_comes_earlier_counts_as_well(span, arrived, written, later):
    if counts(span, arrived_at=at(arrived + later), written_at=at(written)):
        assert counts(span, arrived_at=at(arrived), written_at=at(written))


@given(
    start=MINUTES,
    minutes=st.integers(1, 600),
    grace=st.integers(0, 600),
    arrived=MINUTES,
    age=st.none() | MINUTES,
    said=st.none() | MINUTES,
)
def test_whatever_a_phone_says_the_end_and_the_grace_are_the_portal_s(start, minutes, grace, arrived, age, said):
    """What arrives by the end counts, what arrives after the grace does not: no clock of a phone has a say in that."""
    span = at_the_portal(Terms(minutes=minutes, grace=timedelta(minutes=grace)), at(start))
    written = written_at(
        at(arrived),
        age=None if age is None else timedelta(minutes=age),
        since_beginning=None if said is None else timedelta(minutes=said),
        began_at=at(start),
    )
    stands = counts(span, arrived_at=at(arrived), written_at=written)
    if at(arrived) <= span.ends_at:
        assert stands
    if at(arrived) > max(span.taken_until, span.ends_at + ON_ITS_WAY):
        assert not stands


@given(begun=MINUTES, offset=MINUTES, minutes=st.floats(0, 100), lay=st.floats(0, 10_000))
def test_how_wrong_a_phone_s_clock_stands_changes_nothing(begun, offset, minutes, lay):
    """The same answer from phones whose clocks differ by ``offset`` is as old."""
    wrong = timedelta(minutes=offset)
    device_at, sent_at = at(begun + minutes), at(begun + minutes + lay)
    arrived = sent_at
    as_set = written_at(arrived, age=sent_at - device_at, began_at=at(begun))
    as_wrong = written_at(arrived, age=(sent_at + wrong) - (device_at + wrong), began_at=at(begun))
    assert as_set == as_wrong


@given(span=SPANS, moment=MINUTES)
def test_what_is_over_takes_nothing_and_time_was_up_before(span, moment):
    if is_over(span, at(moment)):
        assert is_time_up(span, at(moment))
        assert not counts(span, arrived_at=at(moment), written_at=at(-10_001))
