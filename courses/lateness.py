"""When a lesson that is not done is late. Plain facts in, plain answers out."""

from collections.abc import Iterable
from datetime import date, timedelta

# Who joins a course that goes on already has so long until anything is late to her.
TIME_TO_CATCH_UP = timedelta(days=7)


def days_over(opens_on: Iterable[date], today: date) -> set[date]:
    """The first days of the blocks that are over: a block is over when another has begun after it."""
    begun = sorted({day for day in opens_on if day <= today})
    return set(begun[:-1])


def catches_up(joined_on: date, today: date) -> bool:
    """Whether she joined less than a week ago: until then nothing is late to her, whatever was before she came."""
    return today < joined_on + TIME_TO_CATCH_UP
