"""Who stands on the list of a session, by her stays in its cohort.

- Who took part on the session's whole day is *expected*: of her something is to be said.
- Who left on that day, after the session had begun, took part until then. She may have been there or gone already, and
  only who was in the hall knows: she *left* stands below, and is marked by name or not at all.
- Who joined after that day and takes part now stands below as *later*: of many it is typed only afterwards that they
  were there.
- Nobody else stands on it: who was gone before it began, or came and went after it.

Worked: a session at 10 on Monday. In from Sunday on: expected. Left on Monday at 15: left. Left on Monday at 9: not on
it. Joined on Monday at 16: expected, for the day of joining is written down late. Joined on Tuesday: later.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum


class Listed(IntEnum):
    """How somebody stands on the list of a session, the first of several stays first."""

    EXPECTED = 0
    LEFT = 1
    LATER = 2


Stay = tuple[datetime, datetime | None]
"""When she joined and when she left, if she did, by the clock of the place."""


def listed_as(begins_at: datetime, stays: Iterable[Stay]) -> Listed | None:
    """How she stands on the list of a session that ``begins_at`` a moment by the same clock; None where she does not.

    Who comes back has several stays: that by which she belongs to the day most counts.
    """
    ways = [way for joined, left in stays if (way := _by_one(begins_at, joined, left)) is not None]
    return min(ways, default=None)


def _by_one(begins_at: datetime, joined: datetime, left: datetime | None) -> Listed | None:
    day = begins_at.date()
    if joined.date() > day:
        return Listed.LATER if left is None else None
    if left is None or left.date() > day:
        return Listed.EXPECTED
    return Listed.LEFT if left.date() == day and left > begins_at else None
