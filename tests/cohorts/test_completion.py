"""When a learner has completed a cohort, and what is wanting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.completion import CompletionRule, Reached, days_needed, has_completed, lines_of, one_step_short
from cohorts.enums import Condition

RULE = CompletionRule(days_percent=80, post_test_percent=60, assignments_needed=2)
COMPLETE = Reached(days_planned=20, days_present=16, days_to_come=0, post_test=60, approved=2)

reached = st.builds(
    Reached,
    days_planned=st.integers(0, 60),
    days_present=st.integers(0, 60),
    days_to_come=st.integers(0, 60),
    post_test=st.none() | st.integers(0, 100),
    approved=st.integers(0, 9),
)
rules = st.builds(
    CompletionRule,
    days_percent=st.none() | st.integers(1, 100),
    post_test_percent=st.none() | st.integers(1, 100),
    assignments_needed=st.integers(0, 9),
)


@pytest.mark.parametrize(("percent", "planned", "days"), [
    (80, 20, 16), (80, 22, 18), (80, 17, 14), (75, 10, 8), (100, 17, 17), (1, 20, 1), (80, 0, 0)
])  # fmt: skip
def test_a_part_of_a_day_that_is_asked_for_is_a_whole_day(percent, planned, days):
    assert days_needed(percent, planned) == days


def test_who_has_just_what_is_asked_has_completed():
    assert has_completed(RULE, COMPLETE)


@pytest.mark.parametrize(("changes", "condition", "short"), [
    ({"days_present": 14}, Condition.DAYS, 2),
    ({"post_test": 55}, Condition.POST_TEST, 5),
    ({"post_test": None}, Condition.POST_TEST, 60),
    ({"approved": 1}, Condition.ASSIGNMENTS, 1),
])  # fmt: skip
def test_what_is_wanting_is_said_by_its_condition(changes, condition, short):
    facts = Reached(**{**vars(COMPLETE), **changes})
    assert not has_completed(RULE, facts)
    assert [(line.condition, line.short) for line in lines_of(RULE, facts) if not line.is_met] == [(condition, short)]


@pytest.mark.parametrize(("to_come", "is_out_of_reach"), [(1, True), (2, False), (5, False)])
def test_days_are_out_of_reach_where_those_to_come_are_too_few(to_come, is_out_of_reach):
    facts = Reached(days_planned=20, days_present=14, days_to_come=to_come, post_test=None, approved=0)
    assert lines_of(RULE, facts)[0].is_out_of_reach is is_out_of_reach


def test_what_is_not_asked_for_makes_no_line():
    assert lines_of(CompletionRule(), COMPLETE) == []
    assert has_completed(CompletionRule(), Reached(20, 0, 0, None, 0))


@given(rules, reached)
def test_one_more_of_anything_never_undoes_a_completion(rule, facts):
    more = Reached(
        facts.days_planned, facts.days_present + 1, facts.days_to_come, (facts.post_test or 0) + 1, facts.approved + 1
    )
    assert has_completed(rule, more) or not has_completed(rule, facts)


@given(rules, reached)
def test_it_is_complete_where_nothing_is_wanting(rule, facts):
    assert has_completed(rule, facts) == (sum(line.short for line in lines_of(rule, facts)) == 0)


@pytest.mark.parametrize(("changes", "condition"), [
    ({"days_present": 14}, Condition.DAYS),
    ({"days_present": 13}, None),
    ({"post_test": None}, Condition.POST_TEST),
    ({"approved": 1}, Condition.ASSIGNMENTS),
    ({"approved": 0}, None),
    ({"approved": 1, "days_present": 15}, None),
    ({}, None),
])  # fmt: skip
def test_one_step_short_is_who_has_one_condition_wanting_that_one_step_meets(changes, condition):
    line = one_step_short(lines_of(RULE, Reached(**{**vars(COMPLETE), **changes})))
    assert (line.condition if line else None) == condition


@pytest.mark.parametrize(("is_over", "make_ups", "is_near"), [
    (False, 0, True), (True, 0, False), (True, 1, False), (True, 2, True),
])  # fmt: skip
def test_in_a_cohort_that_is_over_days_are_a_step_where_make_ups_are_planned_for_her(is_over, make_ups, is_near):
    lines = lines_of(RULE, Reached(**{**vars(COMPLETE), "days_present": 14, "make_ups": make_ups}))
    assert (one_step_short(lines, is_over=is_over) is not None) == is_near


@pytest.mark.parametrize(("make_ups", "lost", "is_ahead"), [(0, 1, False), (1, 0, True), (3, 0, True)])
def test_what_is_planned_for_her_counts_as_to_come_and_the_rest_is_lost(make_ups, lost, is_ahead):
    facts = Reached(days_planned=17, days_present=4, days_to_come=9, post_test=None, approved=0, make_ups=make_ups)
    days = lines_of(CompletionRule(days_percent=80), facts)[0]
    assert (days.short, days.lost, days.is_ahead) == (10, lost, is_ahead)


def test_the_test_is_no_step_before_its_block_begins():
    lines = lines_of(RULE, Reached(**{**vars(COMPLETE), "post_test": None, "test_is_ahead": True}))
    assert one_step_short(lines) is None


def test_where_nothing_but_the_test_is_asked_for_it_is_a_step_once_she_sat_it():
    rule = CompletionRule(post_test_percent=60)
    assert one_step_short(lines_of(rule, Reached(0, 0, 0, None, 0))) is None
    assert one_step_short(lines_of(rule, Reached(0, 0, 0, 40, 0)))
