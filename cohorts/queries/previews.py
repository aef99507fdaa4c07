"""A plan as it is looked at before there is a cohort: day by day, with those that fall out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cohorts.planning import PlannedBlock
from cohorts.queries.holidays import holidays_over, why_off
from core.models import Place
from courses.models import CoursePage
from courses.queries import outline_at


@dataclass(frozen=True)
class DayOfPlan:
    """A day with its ``sessions``, as (when it begins, what it is on); without any it falls out.

    ``off`` is the name of the holiday or Sunday, where the day is one.
    """

    day: date
    sessions: Sequence[tuple[datetime, str]]
    off: str


def plan_by_days(
    blocks: Sequence[PlannedBlock], course: CoursePage, place: Place
) -> list[tuple[PlannedBlock, list[DayOfPlan]]]:
    """Each of ``blocks`` with its days, lessons by their titles in ``course``; its holidays are those of ``place``."""
    titles = {lesson.key: lesson.title for lesson in outline_at(course.path).lessons}
    holidays = holidays_over(place)
    return [(block, _days(block, titles, holidays)) for block in blocks]


def _days(block: PlannedBlock, titles: Mapping[UUID, str], holidays: Mapping[date, str]) -> list[DayOfPlan]:
    met: dict[date, list[tuple[datetime, str]]] = defaultdict(list)
    for begins_at, title in _sessions(block, titles):
        met[begins_at.date()].append((begins_at, title))
    return [DayOfPlan(day, met.get(day, ()), why_off(day, holidays)) for day in sorted({*met, *block.off})]


def _sessions(block: PlannedBlock, titles: Mapping[UUID, str]) -> list[tuple[datetime, str]]:
    on_lessons = [(lesson.begins_at, titles[lesson.key]) for lesson in block.lessons]
    return sorted([*on_lessons, *((begins_at, block.title) for begins_at in block.others)])
