"""When the blocks of a cohort fall, and which lesson is met on which day. Plain facts in, plain plan out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

SESSION_HOURS = timedelta(hours=2, minutes=30)
LATEST = time(22)


@dataclass(frozen=True)
class BlockPlan:
    """How a course is cut into blocks: each begins ``days_between`` days after the one before."""

    modules_a_block: int
    days_between: int
    begins_at: time
    venue: str


@dataclass(frozen=True)
class PlannedLesson:
    """A lesson with the hour its session begins, in the clock of the place."""

    key: UUID
    begins_at: datetime


@dataclass(frozen=True)
class PlannedBlock:
    """One block: its title, its lessons in order, its first and its last day."""

    number: int
    title: str
    starts_on: date
    ends_on: date
    lessons: list[PlannedLesson]


def plan_blocks(
    modules: Sequence[tuple[str, Sequence[UUID]]], *, first_day: date, plan: BlockPlan
) -> list[PlannedBlock]:
    """Cut ``modules``, as (title, lesson keys), into blocks with one session a lesson.

    A block meets once a day; where the next block begins too soon for that, several lessons share a day, one after the
    other. Raises ValueError where a block would have no module or begin on the day of the one before.
    """
    if plan.modules_a_block < 1 or plan.days_between < 1:
        raise ValueError("a block has at least one module, and the next begins at least a day later")
    starts = range(0, len(modules), plan.modules_a_block)
    return [
        _block(number, modules[first : first + plan.modules_a_block], first_day, plan)
        for number, first in enumerate(starts, start=1)
    ]


def run_late(blocks: Sequence[PlannedBlock]) -> bool:
    """Whether a day has so many sessions, or so late, that one would end after ten at night."""
    hours = [lesson.begins_at for block in blocks for lesson in block.lessons]
    return any(begins_at + SESSION_HOURS > datetime.combine(begins_at, LATEST) for begins_at in hours)


def _block(
    number: int, modules: Sequence[tuple[str, Sequence[UUID]]], first_day: date, plan: BlockPlan
) -> PlannedBlock:
    starts_on = first_day + timedelta(days=(number - 1) * plan.days_between)
    lessons = [lesson for _, inside in modules for lesson in inside]
    days = max(1, min(len(lessons), plan.days_between))
    a_day = -(-len(lessons) // days)
    return PlannedBlock(
        number=number,
        title=", ".join(title for title, _ in modules),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        lessons=[
            PlannedLesson(
                key,
                datetime.combine(starts_on + timedelta(days=place // a_day), plan.begins_at)
                + place % a_day * SESSION_HOURS,
            )
            for place, key in enumerate(lessons)
        ],
    )
