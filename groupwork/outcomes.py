"""What came of a cohort (DOMAIN.md, X38): started / trained; covers its costs / started; jobs; businesses bettered.

30 trained: 9 started (30 %), 2 found a job, 2 bettered the business they had.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core.numbers import percent_of
from groupwork.enums import Milestone

# A figure never tells of fewer people to who does not train them.
FEWEST_SHOWN = 5
STARTED = frozenset({Milestone.LAUNCHED, Milestone.BROKE_EVEN, Milestone.SELF_RELIANT})
CARRYING = frozenset({Milestone.BROKE_EVEN, Milestone.SELF_RELIANT})


@dataclass(frozen=True)
class Outcome:
    """People. Who started and stopped later has started, and is among those who stopped too."""

    trained: int
    started: int
    carrying: int
    employed: int
    value_added: int
    stopped: int

    @property
    def started_percent(self) -> int | None:
        """Of those trained."""
        return _percent(self.started, self.trained)

    @property
    def carrying_percent(self) -> int | None:
        """Of those who started."""
        return _percent(self.carrying, self.started)


def outcome_of(tracks: Iterable[Collection[str]]) -> Outcome:
    """``tracks`` is for each trainee the milestones she reached, the last one last; none where she only enrolled."""
    reached = [(set(track), next(reversed(list(track)), Milestone.ENROLLED)) for track in tracks]
    return Outcome(
        trained=len(reached),
        started=sum(bool(all_ & STARTED) for all_, _last in reached),
        carrying=sum(bool(all_ & CARRYING) for all_, _last in reached),
        employed=sum(last == Milestone.EMPLOYED for _all, last in reached),
        value_added=sum(last == Milestone.VALUE_ADDED for _all, last in reached),
        stopped=sum(last == Milestone.DROPPED for _all, last in reached),
    )


def told(number: int, *, to_trainer: bool) -> int | None:
    """``number`` as it may be read: None where it tells of a few people to who does not train them."""
    return None if not to_trainer and 0 < number < FEWEST_SHOWN else number


def _percent(part: int, whole: int) -> int | None:
    return percent_of(part, whole) if whole else None
