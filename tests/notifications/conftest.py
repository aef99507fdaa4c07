"""A clock that stands until it is moved: what leaves the portal depends on the hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.services import run_due_jobs


class Clock:
    """It stands at ten in the morning of tomorrow, in the time of the portal: later than what the database stamps."""

    def __init__(self) -> None:
        self.now = (timezone.localtime() + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)

    def forward(self, **by: float) -> None:
        """Move it on, and do what is due by then."""
        self.now += timedelta(**by)
        run_due_jobs()

    def at(self, hour: int, minute: int = 0) -> None:
        """Move it on to the next time it shows this."""
        wanted = self.now.replace(hour=hour, minute=minute)
        self.now = wanted if wanted >= self.now else wanted + timedelta(days=1)
        run_due_jobs()


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock
