"""How a cohort goes on, and how each learner keeps up with its plan. Plain facts in, plain figures out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import quantiles
from typing import NamedTuple
from uuid import UUID

from courses.lateness import days_over

# Who has something open and was not seen for so long is stuck: a week has a market day in it, and a Sunday.
STUCK_AFTER = timedelta(days=7)
# What was done in fewer days is counted with the week before: two points so near each other say nothing on a drawing.
SHORTEST_WEEK = timedelta(days=3)


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


@dataclass(frozen=True)
class LessonOnPlan:
    """A lesson of a block: on what day the block begins, and whether there are questions to pass."""

    key: UUID
    opens_on: date
    has_questions: bool


class Pace(NamedTuple):
    """How a learner keeps up: which lessons are late, since when she is stuck, whether she has begun and is through."""

    late: frozenset[UUID]
    stuck_since: datetime | None
    has_begun: bool
    is_finished: bool


@dataclass(frozen=True)
class WorkLeft:
    """What is left of the plan on a day, whoever left it: the same for all who have done the same."""

    late: frozenset[UUID]
    waits: bool
    is_finished: bool

    def pace(self, seen_at: datetime | None, now: datetime) -> Pace:
        """Of somebody who left so much and was last seen in a lesson at ``seen_at``."""
        is_away = seen_at is not None and seen_at <= now - STUCK_AFTER
        return Pace(self.late, seen_at if self.waits and is_away else None, seen_at is not None, self.is_finished)


def work_left(
    plan: Sequence[LessonOnPlan],
    *,
    read: Collection[UUID],
    passed: Collection[UUID],
    today: date,
    is_new: bool = False,
) -> WorkLeft:
    """Of somebody who has ``read`` and ``passed`` these lessons.

    Late is what is not done of a block that is over; nothing is to who ``is_new``: joined less than a week ago.
    """
    undone = _undone(plan, read, passed)
    over = set() if is_new else days_over((lesson.opens_on for lesson in plan), today)
    return WorkLeft(
        late=frozenset(lesson.key for lesson in undone if lesson.opens_on in over),
        waits=any(lesson.opens_on <= today for lesson in undone),
        is_finished=bool(plan) and not undone,
    )


def first_undone_on(plan: Sequence[LessonOnPlan], *, read: Collection[UUID], passed: Collection[UUID]) -> date | None:
    """On what day the first lesson opens that is not done; None where all are, the last day there is without a plan.

    Something is late where that day's block is over (:func:`last_begun_on`), and waits where the day has come.
    """
    if not plan:
        return date.max
    return min((lesson.opens_on for lesson in _undone(plan, read, passed)), default=None)


def last_begun_on(plan: Sequence[LessonOnPlan], today: date) -> date | None:
    """When the newest block began: what opened before is over, as :func:`courses.lateness.days_over` says."""
    return max((lesson.opens_on for lesson in plan if lesson.opens_on <= today), default=None)


def _undone(plan: Sequence[LessonOnPlan], read: Collection[UUID], passed: Collection[UUID]) -> list[LessonOnPlan]:
    return [lesson for lesson in plan if lesson.key not in read or (lesson.has_questions and lesson.key not in passed)]


def weeks_of(first_day: date, last_day: date) -> list[date]:
    """The last day of each week of seven days from ``first_day`` on, the week of ``last_day`` the last of them."""
    number = max(0, (last_day - first_day).days // 7) + 1
    return [first_day + timedelta(days=7 * week + 6) for week in range(number)]


def counted_on(first_day: date, last_day: date, today: date) -> list[date]:
    """The days by which it is counted what was done: of each week its last, of the week that runs today.

    A week that has only begun makes none of its own: the one before reaches up to today.
    """
    ends = weeks_of(first_day, max(first_day, min(last_day, today)))
    newest = min(ends[-1], max(first_day, today))
    has_only_begun = len(ends) > 1 and newest - ends[-2] < SHORTEST_WEEK
    return [*ends[: -2 if has_only_begun else -1], newest]


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
