"""Who needs her trainer, and the one thing to do: the rule alone."""

from datetime import UTC, datetime, timedelta

import pytest

from cohorts.enums import Condition
from followups.enums import Kind, Sign
from followups.signs import Stands, action_for, came_lately, signs_of

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)


def stands(**how) -> Stands:
    return Stands(**{"joined_at": LONG_AGO, "has_begun": True, **how})


def signs(how: Stands, *, has_started: bool = True) -> list[Sign]:
    return signs_of(how, now=NOW, has_started=has_started)


def test_who_keeps_up_has_no_sign():
    assert signs(stands()) == []
    assert action_for([], stands(), waits_since=None, now=NOW) is None


@pytest.mark.parametrize(("joined_days_ago", "has_started", "found"), [
    (7, True, [Sign.SILENT]), (6, True, []), (30, False, []),
])  # fmt: skip
def test_who_has_not_begun_is_silent_a_week_after_she_joined_what_has_started(joined_days_ago, has_started, found):
    how = stands(has_begun=False, joined_at=NOW - timedelta(days=joined_days_ago))
    assert signs(how, has_started=has_started) == found


@pytest.mark.parametrize(("how", "action"), [
    ({"stuck_since": LONG_AGO}, Kind.CALL),
    ({"stuck_since": LONG_AGO, "fails": True, "short_of": Condition.DAYS}, Kind.CALL),
    ({"short_of": Condition.DAYS, "fails": True}, Kind.MESSAGE),
    ({"short_of": Condition.ASSIGNMENTS}, Kind.MESSAGE),
    ({"short_of": Condition.POST_TEST}, Kind.MESSAGE),
    ({"fails": True}, Kind.LESSON),
    ({"fails": True, "needs_make_up": True}, Kind.MESSAGE),
    ({"is_late": True}, Kind.LESSON),
])  # fmt: skip
def test_the_most_urgent_sign_says_the_one_thing_to_do(how, action):
    how = stands(**how)
    assert action_for(signs(how), how, waits_since=None, now=NOW) == action


@pytest.mark.parametrize(("days_ago", "action"), [(0, None), (2.9, None), (3, Kind.CALL), (9, Kind.CALL)])
def test_what_was_done_is_given_three_days(days_ago, action):
    how = stands(stuck_since=LONG_AGO)
    assert action_for(signs(how), how, waits_since=NOW - timedelta(days=days_ago), now=NOW) == action


def test_late_by_the_lessons_is_said_where_nothing_worse_is():
    assert signs(stands(is_late=True)) == [Sign.LATE]
    for worse in ({"fails": True}, {"stuck_since": LONG_AGO}, {"short_of": Condition.DAYS}, {"needs_make_up": True}):
        assert Sign.LATE not in signs(stands(is_late=True, **worse))
    assert signs(stands(is_late=True, needs_make_up=True, is_done=True)) == []


def test_one_step_short_of_days_says_already_that_she_needs_a_make_up():
    assert signs(stands(short_of=Condition.DAYS, needs_make_up=True)) == [Sign.ONE_SHORT]


def test_who_comes_and_who_is_done_is_not_silent():
    for how in (stands(stuck_since=LONG_AGO), stands(has_begun=False)):
        assert signs(how) == [Sign.SILENT]
        assert signs(how._replace(came_lately=True)) == signs(how._replace(is_done=True)) == []


@pytest.mark.parametrize(("days", "found"), [
    ([], False), ([True], True), ([True] * 7 + [False], True), ([True] * 6 + [False] * 2, False),
    ([False] * 7 + [True], True),
])  # fmt: skip
def test_who_was_there_on_one_of_the_last_two_days_held_came_lately(days, found):
    assert came_lately(days) is found


@pytest.mark.parametrize(("how", "action"), [
    ({"stuck_since": LONG_AGO, "has_number": False}, Kind.MESSAGE),
    ({"stuck_since": LONG_AGO, "has_account": False}, Kind.CALL),
    ({"stuck_since": LONG_AGO, "has_number": False, "has_account": False}, Kind.CALL),
    ({"stuck_since": LONG_AGO, "has_number": False, "may_write": False}, Kind.CALL),
    ({"short_of": Condition.DAYS, "may_write": False}, Kind.CALL),
    ({"fails": True, "may_write": False}, Kind.LESSON),
    ({"fails": True, "has_account": False}, Kind.CALL),
    ({"short_of": Condition.DAYS, "has_account": False}, Kind.CALL),
])  # fmt: skip
def test_what_is_to_be_done_is_what_can_be_done(how, action):
    how = stands(**how)
    assert action_for(signs(how), how, waits_since=None, now=NOW) == action
