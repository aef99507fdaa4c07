"""When a message may leave."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.quiet_hours import BETWEEN_MESSAGES, QuietHours, leaves_at

INDIA = ZoneInfo("Asia/Kolkata")
NIGHT = QuietHours(time(20), time(8))
NOON = QuietHours(time(12), time(14, 30))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=INDIA))
hours = st.builds(QuietHours, st.times(), st.times())


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=INDIA)


@pytest.mark.parametrize(("quiet", "now", "leaves"), [
    (NIGHT, at(27, 19, 59), at(27, 19, 59)),
    (NIGHT, at(27, 20, 0), at(28, 8)),
    (NIGHT, at(27, 23, 59), at(28, 8)),
    (NIGHT, at(28, 0, 0), at(28, 8)),
    (NIGHT, at(28, 7, 59), at(28, 8)),
    (NIGHT, at(28, 8, 0), at(28, 8)),
    (NIGHT, at(30, 21, 0), datetime(2026, 12, 1, 8, tzinfo=INDIA)),
    (NOON, at(27, 11, 59), at(27, 11, 59)),
    (NOON, at(27, 12, 0), at(27, 14, 30)),
    (NOON, at(27, 20, 0), at(27, 20, 0)),
    (QuietHours(time(9), time(9)), at(27, 9), at(27, 9)),
])  # fmt: skip
def test_what_comes_in_quiet_hours_leaves_when_they_end_also_over_midnight(quiet, now, leaves):
    assert leaves_at(now, quiet, None) == leaves


@pytest.mark.parametrize(("last_left", "now", "leaves"), [
    (at(27, 10, 0), at(27, 10, 5), at(27, 11, 0)),
    (at(27, 10, 0), at(27, 11, 0), at(27, 11, 0)),
    (at(27, 9, 0), at(27, 10, 5), at(27, 10, 5)),
    (at(27, 19, 30), at(27, 19, 45), at(28, 8)),
])  # fmt: skip
def test_an_hour_lies_between_two_messages(last_left, now, leaves):
    assert leaves_at(now, NIGHT, last_left) == leaves


@given(quiet=hours, now=moments, before=st.none() | st.timedeltas(timedelta(0), timedelta(days=2)))
def test_whatever_the_hours_nothing_leaves_in_them_too_early_or_more_than_a_day_late(quiet, now, before):
    last_left = now - before if before is not None else None
    leaves = leaves_at(now, quiet, last_left)
    assert not quiet.cover(leaves)
    assert leaves >= now
    assert last_left is None or leaves >= last_left + BETWEEN_MESSAGES
    assert leaves <= now + BETWEEN_MESSAGES + timedelta(days=1)
