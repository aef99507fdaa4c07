"""When something is due that comes again and again."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True)
class Daily:
    """Each day at ``at``, in the time of the portal."""

    at: time


@dataclass(frozen=True)
class Monthly:
    """On one day of each month at ``at``; ``day`` is 28 at most, so that every month has it."""

    day: int
    at: time

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 28:
            raise ValueError("a month has the days 1 to 28 for certain")


Recurrence = Daily | Monthly


def last_due(recurrence: Recurrence, now: datetime) -> datetime:
    """The last moment, ``now`` at the latest, at which it was due; ``now`` is aware and says in which time zone."""
    moment = now.replace(hour=recurrence.at.hour, minute=recurrence.at.minute, second=0, microsecond=0)
    if isinstance(recurrence, Daily):
        return moment if moment <= now else moment - timedelta(days=1)
    moment = moment.replace(day=recurrence.day)
    return moment if moment <= now else (moment.replace(day=1) - timedelta(days=1)).replace(day=recurrence.day)
