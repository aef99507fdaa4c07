"""What is due in a cohort follows from a few facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cohorts.enums import CohortState
from gradebook.due import CohortFacts, Due, due_in
from gradebook.enums import DueThing

TODAY = date(2026, 11, 27)
FACTS = CohortFacts(CohortState.RUNNING, starts_on=date(2026, 11, 2), last_day=date(2026, 12, 20))
ALL = {"asked": 1, "without_list": 2, "half_taken": 1, "differing": 1, "not_tested": 3, "without_certificate": 4}


def due(**changes) -> dict[DueThing, int]:
    return {each.thing: each.number for each in due_in(replace(FACTS, **changes), TODAY)}


def test_nothing_is_due_where_all_is_done():
    assert due() == {}


def test_what_people_wait_for_comes_first():
    assert [each.thing for each in due_in(replace(FACTS, last_day=TODAY, **ALL), TODAY)] == [
        DueThing.ASKED,
        DueThing.LISTS,
        DueThing.HALF_TAKEN,
        DueThing.DIFFERING,
        DueThing.TEST,
        DueThing.CERTIFICATES,
    ]


def test_the_worked_cohort():
    over = {"state": CohortState.FINISHED, "last_day": TODAY - timedelta(days=1)}
    assert due(**over, without_list=2, not_tested=3, without_certificate=4) == {
        DueThing.LISTS: 2,
        DueThing.TEST: 3,
        DueThing.CERTIFICATES: 4,
    }
    assert due_in(replace(FACTS, **over), TODAY) == [Due(DueThing.CLOSING)]


@pytest.mark.parametrize(("last_day", "number"), [(-1, 3), (0, 3), (1, 0)])
def test_the_test_is_due_from_the_last_day_on(last_day, number):
    assert due(last_day=TODAY + timedelta(days=last_day), not_tested=3).get(DueThing.TEST, 0) == number


@pytest.mark.parametrize(("days", "is_due"), [(-3, True), (14, True), (15, False)])
def test_a_planned_cohort_is_to_be_opened_two_weeks_before(days, is_due):
    planned = {"state": CohortState.PLANNED, "starts_on": TODAY + timedelta(days=days)}
    assert (DueThing.OPENING in due(**planned)) == is_due


def test_of_a_closed_cohort_certificates_alone_are_due():
    assert due(state=CohortState.CLOSED, last_day=TODAY, **ALL) == {DueThing.CERTIFICATES: 4}


def test_without_a_session_no_test_is_due():
    assert due(last_day=None, not_tested=3) == {}
