"""What comes again and again is a job of its day, once, also after the portal stood still."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.models import Job
from jobs.schedules import Daily, Monthly, last_due
from jobs.services import enqueue_scheduled, register_schedule, run_due_jobs, scheduling
from jobs.services.kinds import job_kinds

INDIA = ZoneInfo("Asia/Kolkata")
AT = time(6, 30)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


@pytest.mark.parametrize(("recurrence", "now", "due"), [
    (Daily(AT), "2026-11-26 06:30", "2026-11-26 06:30"),
    (Daily(AT), "2026-11-26 06:29", "2026-11-25 06:30"),
    (Daily(AT), "2026-01-01 00:00", "2025-12-31 06:30"),
    (Monthly(5, AT), "2026-11-05 06:30", "2026-11-05 06:30"),
    (Monthly(5, AT), "2026-11-05 06:29", "2026-10-05 06:30"),
    (Monthly(28, AT), "2026-03-01 12:00", "2026-02-28 06:30"),
    (Monthly(28, AT), "2026-01-31 12:00", "2026-01-28 06:30"),
    (Monthly(1, AT), "2026-01-01 00:00", "2025-12-01 06:30"),
])  # fmt: skip
def test_the_last_moment_at_which_it_was_due(recurrence, now, due):
    assert last_due(recurrence, moment(now)) == moment(due)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(INDIA)), st.integers(1, 28))
def test_it_is_never_in_the_future_and_never_further_back_than_its_rhythm(now, day):
    assert timedelta(0) <= now - last_due(Daily(AT), now) < timedelta(days=1)
    assert timedelta(0) <= now - last_due(Monthly(day, AT), now) < timedelta(days=31)


@pytest.mark.parametrize("day", [0, 29, 31])
def test_a_day_that_some_month_does_not_have_is_refused(day):
    with pytest.raises(ValueError, match="1 to 28"):
        Monthly(day, AT)


@pytest.fixture
def days(db, monkeypatch):
    """The days for which a daily job was run."""
    seen = []
    monkeypatch.setattr(job_kinds, "_things", {})
    monkeypatch.setattr(scheduling._schedules, "_things", {})
    register_schedule("count", lambda payload: seen.append(payload["day"]), Daily(AT))
    return seen


def test_it_is_written_down_once_a_day_and_what_was_missed_once(days, monkeypatch):
    for now in ("2026-11-26 07:00", "2026-11-26 07:01", "2026-11-27 06:00", "2026-11-27 07:00", "2026-12-02 05:00"):
        monkeypatch.setattr(scheduling.timezone, "localtime", lambda now=now: moment(now))
        enqueue_scheduled()
        run_due_jobs()
    assert days == ["2026-11-26", "2026-11-27", "2026-12-01"]
    assert Job.objects.count() == 3


def test_when_nothing_is_new_the_clock_only_reads(days, django_assert_num_queries):
    enqueue_scheduled()
    with django_assert_num_queries(1):
        enqueue_scheduled()
