"""What came of a follow-up: the rule alone."""

from datetime import UTC, date, datetime

from followups.outcomes import After, Outcome, outcome_of

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def after(**facts) -> Outcome:
    return outcome_of(After(NOON, **facts), UTC)


def test_nothing_has_come_of_it_as_long_as_nothing_followed():
    assert after().is_open
    assert after(seen_at=datetime(2026, 11, 2, 9, tzinfo=UTC), days=[(date(2026, 11, 3), True)]).is_open


def test_that_she_answered_did_the_lesson_or_was_in_one_is_what_came_of_it():
    day = datetime(2026, 11, 4, 9, tzinfo=UTC)
    assert after(answered_at=day).answered_on == after(done_at=day).done_on == after(seen_at=day).seen_on == day.date()
    assert not after(answered_at=day).is_open
    assert not after(done_at=day).is_open


def test_the_next_day_is_the_first_held_after_that_of_the_follow_up_come_or_missed():
    days = [(date(2026, 11, 2), True), (date(2026, 11, 3), True), (date(2026, 11, 5), False), (date(2026, 11, 6), True)]
    missed = after(days=days)
    assert (missed.next_day, missed.came, missed.is_open) == (date(2026, 11, 5), False, False)
    assert after(days=[*days[:2], days[3]]) == Outcome(next_day=date(2026, 11, 6), came=True)
