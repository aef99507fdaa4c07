"""When work is due, and when it counts as late. Late is said and never refused."""

from collections.abc import Collection
from datetime import date, datetime


def written_at(device_at: datetime | None, received_at: datetime) -> datetime:
    """When it was handed in: by her own clock where it waited on the phone, but not after it came.

    >>> from datetime import UTC, datetime
    >>> monday, friday = datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 27, tzinfo=UTC)
    >>> written_at(monday, friday) == monday, written_at(friday, monday) == monday, written_at(None, friday) == friday
    (True, True, True)
    """
    return min(device_at or received_at, received_at)


def days_late(handed_in_on: date, due_on: date | None, came_on: date | None = None) -> int:
    """How many days after the last day on which it was due to who came on ``came_on``; 0 on that day, before it, where
    none is set, and where she came later.

    >>> days_late(date(2026, 11, 27), date(2026, 11, 25)), days_late(date(2026, 11, 25), date(2026, 11, 25))
    (2, 0)
    >>> days_late(date(2026, 11, 27), None), days_late(date(2026, 11, 27), date(2026, 11, 25), date(2026, 11, 26))
    (0, 0)
    """
    return 0 if due_on is None or came_later(due_on, came_on) else max(0, (handed_in_on - due_on).days)


def is_late(due_on: date | None, today: date, came_on: date | None) -> bool:
    """Whether the day has passed on which it was due to who came on ``came_on``; never where that was later.

    >>> is_late(date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 1)), is_late(None, date(2026, 11, 26), None)
    (True, False)
    >>> is_late(date(2026, 11, 25), date(2026, 11, 28), date(2026, 11, 27))
    False
    """
    return due_on is not None and due_on < today and not came_later(due_on, came_on)


def came_later(due_on: date | None, came_on: date | None) -> bool:
    """Whether she came to the cohort when it was due already: nobody could expect it of her then."""
    return due_on is not None and came_on is not None and due_on < came_on


def placed(after: int | None, due: int | None, numbers: Collection[int]) -> tuple[int | None, int | None]:
    """After which block of a cohort planned work is given, and by which it is due, where its blocks have ``numbers``.

    A plan by hand may have fewer blocks than the programme: what is given after one that is not there is given after
    the last, and is due on no day where none follows.

    >>> placed(1, 2, [1, 2, 3, 4]), placed(None, 1, [1, 2]), placed(3, 4, [1, 2]), placed(1, None, [])
    ((1, 2), (None, 1), (2, None), (None, None))
    """
    given = min(after, max(numbers)) if after and numbers else None
    return given, due if due and due in numbers and due > (given or 0) else None
