"""When work counts as late. Late is said and never refused."""

from datetime import date, datetime


def written_at(device_at: datetime | None, received_at: datetime) -> datetime:
    """When it was handed in: by her own clock where it waited on the phone, but not after it came.

    >>> from datetime import UTC, datetime
    >>> monday, friday = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)
    >>> written_at(monday, friday) == monday, written_at(friday, monday) == monday, written_at(None, friday) == friday
    (True, True, True)
    """
    return min(device_at or received_at, received_at)


def days_late(handed_in_on: date, due_on: date | None) -> int:
    """How many days after the last day on which it was due; 0 on that day, before it, and where none is set.

    >>> days_late(date(2026, 11, 27), date(2026, 11, 25)), days_late(date(2026, 11, 25), date(2026, 11, 25))
    (2, 0)
    >>> days_late(date(2026, 11, 27), None)
    0
    """
    return max(0, (handed_in_on - due_on).days) if due_on else 0
