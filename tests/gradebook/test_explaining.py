"""What is wanting is said with what would do."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from assessments.queries import ResultInTime
from attendance.queries import StillHers
from cohorts.completion import CompletionRule
from gradebook.queries import Book, Change, changes_of_result, explained, wanting_of

TODAY = timezone.localdate()
RULE = CompletionRule(days_percent=80, post_test_percent=60, assignments_needed=2)


def days(*from_today):
    return tuple(TODAY + timedelta(days=number) for number in from_today)


def book(*from_today):
    return Book({"end": 1}, RULE, post_test="end", days=days(*from_today), has_programme=True)


def due(*days_due):
    """Assignments that count, by the day by which each is handed in."""
    return {str(number): day for number, day in enumerate(days_due)}


def said(marks, plan, make_ups=(), not_marked=0):
    still = StillHers(not_marked, days(*make_ups))
    return [(each.is_met, each.stands, each.would_do) for each in explained(plan, marks, still, TODAY)]


TEN_HELD = range(-10, 0)


def test_days_whose_list_is_not_taken_may_still_count():
    """Nobody is told that days are lost while nobody has written down who was there."""
    plan = replace(book(*TEN_HELD), without_list=frozenset(days(*TEN_HELD)))
    assert said({}, plan)[0] == (
        False,
        "0 days present, 8 needed. 8 days short.",
        "10 days are still to come, or their lists are not taken yet.",
    )


def test_a_day_on_whose_list_she_is_not_marked_may_still_count():
    """Of ten days held eight are needed. She was on seven, and is not marked on one."""
    assert said({"days": 7}, book(*TEN_HELD), not_marked=1)[0][2] == "1 day is still to come, or not marked yet."
    assert said({"days": 6}, book(*TEN_HELD), (5,), not_marked=1)[0][2] == (
        f"All days still to come or not marked yet and the make-up on {date_format(days(5)[0])} would do."
    )
    assert said({"days": 6}, book(*TEN_HELD), not_marked=1)[0][2] == (
        "The days still to come or not marked yet are not enough: ask for a make-up of 1 day."
    )


def test_days_written_by_hand_are_of_all_that_have_gone_by():
    """Whether she is marked on them or not: of ten held she has seven by hand, and eight are needed."""
    found = explained(book(*TEN_HELD), {"days": 7}, StillHers(not_marked=1), TODAY, by_hand=["days"])
    assert found[0].would_do == "The days still to come are not enough: ask for a make-up of 1 day."


def test_who_has_all_is_told_so_and_nothing_to_do():
    marks = {"days": 8, "end": 60, "assignments": 2}
    assert said(marks, book(*TEN_HELD)) == [
        (True, "8 days present, 8 needed.", ""),
        (True, "60%, 60% needed.", ""),
        (True, "2 approved, 2 needed.", ""),
    ]


def test_what_was_written_by_hand_is_said_to_be():
    days_of_her, test, work = explained(book(*TEN_HELD), {"days": 8, "end": 60}, StillHers(), TODAY, by_hand=["days"])
    assert days_of_her.stands == "8 days present, 8 needed. Written by hand."
    assert "by hand" not in f"{test.stands}{work.stands}"


def test_who_has_too_little_in_the_test_tries_again_and_who_never_sat_it_takes_it():
    tests = [said({"end": 55}, book())[1], said({}, book())[1]]
    assert tests == [(False, "55%, 60% needed.", "Try again."), (False, "Not taken yet, 60% needed.", "Take the test.")]
    assert said({"assignments": 1}, book())[2] == (False, "1 approved, 2 needed.", "Hand in 1 assignment more.")


def test_before_its_block_the_test_is_not_to_be_taken_yet():
    (opens_on,) = days(3)
    ahead = replace(book(), test_opens_on=opens_on)
    test, then = (explained(ahead, {}, StillHers(), on)[1] for on in (TODAY, opens_on))
    assert (test.would_do, test.lesson, test.is_ahead) == (f"It opens on {date_format(opens_on)}.", "", True)
    assert (then.would_do, then.lesson, then.is_ahead) == ("Take the test.", "end", False)


def test_what_the_plan_still_brings_is_told_apart_from_what_is_late():
    today = replace(book(*TEN_HELD, 1, 2), counting=due(*days(-1, 0, 5), None), test_opens_on=days(2)[0])
    wanting = [wanting_of(line) for line in today.lines({"days": 8}, today.ahead(TODAY))]
    assert wanting == ["2 days to go", "test at the end still to come", "2 assignments to go"]
    later = today.lines({"days": 8}, today.ahead(*days(6)))
    assert [wanting_of(line) for line in later] == [
        "needs make-ups: 2 days", "test at the end: 60% needed", "2 assignments short"
    ]  # fmt: skip


def test_what_was_approved_before_its_day_does_not_stand_for_work_that_is_overdue():
    """Of two that are needed one is due later and approved already, the other was due yesterday: that one is late."""
    overdue = replace(book(), counting=due(*days(-1, 5)))
    assert wanting_of(overdue.lines({"assignments": 1}, overdue.ahead(TODAY), ["1"])[-1]) == "1 assignment short"
    then = replace(book(), counting=due(*days(-1, 5, 6)))
    assert wanting_of(then.lines({"assignments": 1}, then.ahead(TODAY), ["1"])[-1]) == "1 assignment to go"


def test_what_was_approved_after_its_day_takes_nothing_from_what_is_still_to_come():
    """Of two that are needed one was due yesterday and is approved, the other is due in five days: nothing is late."""
    plan = replace(book(), counting=due(*days(-1, 5)))
    assert wanting_of(plan.lines({"assignments": 1}, plan.ahead(TODAY), ["0"])[-1]) == "1 assignment to go"


@pytest.mark.parametrize(("present", "plan", "make_ups", "would_do"), [
    (6, (*TEN_HELD, 3, 4), (), "The days still to come are not enough: ask for make-ups of 2 days."),
    (7, TEN_HELD, (5,), "The make-up on {0} would do."),
    (6, TEN_HELD, (5, 6, 7), "The make-ups on {0}, {1} would do."),
    (6, TEN_HELD, (5,), "The days still to come are not enough: ask for a make-up of 1 day."),
    (7, (*TEN_HELD, 3, 4), (5,), "All days still to come and the make-up on {0} would do."),
    (8, (*TEN_HELD, 3, 4), (5,), "2 days are still to come."),
])  # fmt: skip
def test_days_of_the_plan_come_first_and_then_make_ups(present, plan, make_ups, would_do):
    wanted = would_do.format(*(date_format(day) for day in days(*make_ups)))
    assert said({"days": present}, book(*plan), make_ups)[0][2] == wanted


def test_only_a_better_result_changes_a_cell_and_one_that_was_marked_anew():
    at, tries = timezone.now(), [uuid4() for _ in range(4)]
    handed_in = [ResultInTime(at, each, percent) for each, percent in zip(tries, (40, 30, 40, 80), strict=True)]
    assert changes_of_result(handed_in) == [Change(at, None, 40), Change(at, 40, 80)]
    anew = [ResultInTime(at, tries[0], 60, is_anew=True), ResultInTime(at, tries[3], 50, is_anew=True)]
    assert changes_of_result([*handed_in, *anew])[2:] == [Change(at, 80, 60, said="Marked anew")]
