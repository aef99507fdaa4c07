"""What came of a follow-up: the facts after it, and nothing that anybody types. Plain facts in, plain days out.

Worked: called on the 3rd at noon; she was in a lesson on the 2nd and on the 4th, the list of the 5th says that she was
there: in a lesson on the 4th, came on the 5th. A message of the 3rd that she answered on the 3rd: answered that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True)
class After:
    """What is known of a learner after a follow-up ``at`` some moment.

    ``answered_at`` and ``done_at`` are of its message and its lesson; ``seen_at`` is when she was last in a lesson;
    ``days`` are the days held in order and whether each counts for her.
    """

    at: datetime
    answered_at: datetime | None = None
    done_at: datetime | None = None
    seen_at: datetime | None = None
    days: Sequence[tuple[date, bool]] = ()


@dataclass(frozen=True)
class Outcome:
    """The days on which she answered, did the lesson, was in a lesson; the next day held, and whether she came."""

    answered_on: date | None = None
    done_on: date | None = None
    seen_on: date | None = None
    next_day: date | None = None
    came: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it as yet: that she missed the next day is something too."""
        return not (self.answered_on or self.done_on or self.seen_on or self.next_day)


def outcome_of(after: After, zone: tzinfo) -> Outcome:
    """The first held day after that of the follow-up is the next day: on the day itself she may have been there
    already."""
    day = after.at.astimezone(zone).date()
    following = next(((held, came) for held, came in after.days if held > day), None)
    return Outcome(
        answered_on=_day(after.answered_at, zone),
        done_on=_day(after.done_at, zone),
        seen_on=_day(after.seen_at, zone) if after.seen_at and after.seen_at > after.at else None,
        next_day=following[0] if following else None,
        came=bool(following and following[1]),
    )


def _day(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
