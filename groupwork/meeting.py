"""The session something belongs to, by when it was noted."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

Key = TypeVar("Key")


def session_at(moment: datetime, sessions: Iterable[tuple[Key, datetime]]) -> Key | None:
    """The session of (key, when it begins) that was on when something was noted.

    The last that had begun by then. What is noted on the morning of a session that begins later belongs to that one,
    where none of the same day has begun: people come early. Work between two sessions was given out by the earlier one,
    also where both are of one day: what a group decided goes to no session that is planned afterwards. Before the first
    there is none.
    """
    in_order = sorted(sessions, key=lambda session: session[1])
    begun = [each for each in in_order if each[1] <= moment]
    day = timezone.localdate(moment)
    later = [each for each in in_order if each not in begun and timezone.localdate(each[1]) == day]
    if later and not (begun and timezone.localdate(begun[-1][1]) == day):
        return later[0][0]
    return begun[-1][0] if begun else None


def may_be_of(moment: datetime, begins_at: datetime) -> bool:
    """Whether something written at ``moment`` may be said to belong to a session that ``begins_at`` then."""
    return begins_at <= moment or timezone.localdate(begins_at) == timezone.localdate(moment)
