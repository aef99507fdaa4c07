"""Which lessons are open: worked cases, and the rule said a second time as properties."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.enums import LockReason
from courses.unlocking import LessonFacts, lesson_states

pytestmark = pytest.mark.anywhere

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
KEYS = [UUID(int=number) for number in range(1, 13)]


def one_by_one(*facts: dict) -> list:
    """The states of lessons with these facts, in this order."""
    return lesson_states([LessonFacts(key, **each) for key, each in zip(KEYS, facts, strict=False)], today=TODAY)


def test_a_course_of_no_lessons_has_no_states():
    assert lesson_states([], today=TODAY) == []


def test_only_the_first_lesson_is_open_at_the_start():
    first, second, third = one_by_one({}, {}, {})
    assert first.is_open
    assert not first.done
    assert (second.is_open, second.reason, second.waits_for) == (False, LockReason.LESSON_BEFORE, KEYS[0])
    assert (third.is_open, third.reason, third.waits_for) == (False, LockReason.LESSON_BEFORE, KEYS[1])


def test_reading_to_the_end_opens_the_next_lesson_where_there_are_no_questions():
    first, second, third = one_by_one({"read": True}, {}, {})
    assert first.done
    assert second.is_open
    assert not third.is_open


def test_a_lesson_with_questions_opens_the_next_only_when_they_are_passed():
    _, waiting = one_by_one({"read": True, "tested": True}, {})
    _, opened = one_by_one({"read": True, "tested": True, "passed": True}, {})
    assert (waiting.is_open, waiting.reason, waiting.waits_for) == (False, LockReason.TEST_BEFORE, KEYS[0])
    assert opened.is_open


def test_passing_the_questions_without_reading_does_not_finish_a_lesson():
    first, second = one_by_one({"tested": True, "passed": True}, {})
    assert not first.done
    assert (second.is_open, second.reason) == (False, LockReason.LESSON_BEFORE)


def test_a_lesson_waits_for_the_day_its_block_begins_even_when_the_one_before_is_done():
    _, second = one_by_one({"read": True}, {"opens_on": TOMORROW})
    assert (second.is_open, second.reason, second.opens_on) == (False, LockReason.BLOCK_NOT_BEGUN, TOMORROW)


def test_a_lesson_opens_on_the_day_its_block_begins():
    _, second = one_by_one({"read": True}, {"opens_on": TODAY})
    assert second.is_open


def test_the_first_lesson_waits_for_its_block_too():
    assert one_by_one({"opens_on": TOMORROW})[0].reason == LockReason.BLOCK_NOT_BEGUN


def test_what_is_done_stays_open_whatever_comes_before_it_or_its_block():
    _, second, third = one_by_one({}, {"read": True, "opens_on": TOMORROW}, {})
    assert (second.done, second.is_open, second.reason) == (True, True, None)
    assert third.is_open


FACTS = st.builds(
    dict,
    read=st.booleans(),
    tested=st.booleans(),
    passed=st.booleans(),
    opens_on=st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
)
COURSES = st.lists(FACTS, min_size=1, max_size=len(KEYS))


def is_done(fact: dict) -> bool:
    return fact["read"] and (not fact["tested"] or fact["passed"])


@given(COURSES)
def test_a_lesson_is_open_exactly_when_done_or_its_block_has_begun_and_the_one_before_is_done(facts):
    for place, state in enumerate(one_by_one(*facts)):
        begun = facts[place]["opens_on"] is None or facts[place]["opens_on"] <= TODAY
        after_done = place == 0 or is_done(facts[place - 1])
        assert state.done == is_done(facts[place])
        assert state.is_open == (is_done(facts[place]) or (begun and after_done))


@given(COURSES)
def test_a_locked_lesson_always_says_what_opens_it_and_an_open_one_nothing(facts):
    for place, state in enumerate(one_by_one(*facts)):
        assert state.key == KEYS[place]
        if state.is_open:
            assert (state.reason, state.waits_for, state.opens_on) == (None, None, None)
        elif state.reason == LockReason.BLOCK_NOT_BEGUN:
            assert state.opens_on == facts[place]["opens_on"] > TODAY
        else:
            assert state.waits_for == KEYS[place - 1]
            assert (state.reason == LockReason.TEST_BEFORE) == facts[place - 1]["read"]


@given(COURSES)
def test_somebody_can_always_go_on_where_no_block_holds_her_back(facts):
    free = [{**fact, "opens_on": None} for fact in facts]
    states = one_by_one(*free)
    assert states[0].is_open
    assert all(state.done for state in states) or any(state.is_open and not state.done for state in states)


@given(COURSES, st.integers(0, len(KEYS) - 1))
def test_finishing_a_lesson_never_closes_any(facts, place):
    place %= len(facts)
    before = one_by_one(*facts)
    after = one_by_one(*[{**f, "read": True, "passed": True} if n == place else f for n, f in enumerate(facts)])
    assert all(later.is_open for earlier, later in zip(before, after, strict=True) if earlier.is_open)
