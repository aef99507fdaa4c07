"""How a cohort goes on week by week. Plain facts in, plain figures out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles


@dataclass(frozen=True)
class WeekOfCohort:
    """What the learners had done by the end of one week: how many lessons half of them, and a quarter at each end.

    ``number`` counts from 1, ``ends_on`` is its last day.
    """

    number: int
    ends_on: date
    lower: float
    median: float
    upper: float


def weeks_of(first_day: date, last_day: date) -> list[date]:
    """The last day of each week of seven days from ``first_day`` on, the week of ``last_day`` the last of them."""
    number = max(0, (last_day - first_day).days // 7) + 1
    return [first_day + timedelta(days=7 * week + 6) for week in range(number)]


def pace_by_week(finished: Iterable[Sequence[date]], week_ends: Sequence[date]) -> list[WeekOfCohort]:
    """The quartiles of lessons done by the end of each week; ``finished`` has for each learner her days of finishing.

    A learner who has finished nothing counts with an empty row. With nobody there are no weeks.
    """
    learners = [sorted(days) for days in finished]
    if not learners:
        return []
    return [_week(number, end, learners) for number, end in enumerate(week_ends, start=1)]


def _week(number: int, end: date, learners: Sequence[Sequence[date]]) -> WeekOfCohort:
    done = [sum(day <= end for day in days) for days in learners]
    quarters = quantiles(done, n=4, method="inclusive") if len(done) > 1 else [float(done[0])] * 3
    return WeekOfCohort(number, end, *quarters)
