"""When the blocks of a cohort fall, which lesson is met on which day, and what becomes of sessions that are moved.

Plain facts in, plain plan out; times are of the clock of the place.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import UUID

from cohorts.enums import CohortState

SESSION_HOURS = timedelta(hours=2, minutes=30)
LATEST = time(22)
SUNDAY = 7
A_WEEK = 7


@dataclass(frozen=True)
class BlockPlan:
    """How a course is cut into blocks: each begins ``days_between`` days after the one before."""

    modules_a_block: int
    days_between: int
    begins_at: time
    venue: str


@dataclass(frozen=True)
class TemplateBlock:
    """A block of a programme: ``days`` on which people meet, after ``field_days`` of work in the field."""

    title: str
    days: int
    field_days: int


@dataclass(frozen=True)
class TemplatePlan:
    """When and where a cohort meets on the days of its programme, and on which days it does not."""

    begins_at: time
    venue: str
    holidays: Container[date] = ()
    on_sundays: bool = False

    def is_off(self, day: date) -> bool:
        """Whether nobody meets on ``day``."""
        return day in self.holidays or (day.isoweekday() == SUNDAY and not self.on_sundays)


@dataclass(frozen=True)
class DaysOfBlock:
    """The days on which a block is ``met``, and those before its last that are ``off``."""

    met: list[date]
    off: list[date]


@dataclass(frozen=True)
class PlannedLesson:
    """A lesson with the hour its session begins, in the clock of the place."""

    key: UUID
    begins_at: datetime


@dataclass(frozen=True)
class PlannedBlock:
    """One block: its title, its lessons in order, its first and its last day.

    ``others`` says when it meets on no lesson, ``off`` on which days it would have met if they were not off.
    """

    number: int
    title: str
    starts_on: date
    ends_on: date
    lessons: list[PlannedLesson]
    others: Sequence[datetime] = ()
    off: Sequence[date] = ()

    @property
    def days(self) -> int:
        """On how many days it meets."""
        return len({moment.date() for moment in self.moments})

    @property
    def moments(self) -> list[datetime]:
        """When its sessions begin, in no order."""
        return [*(lesson.begins_at for lesson in self.lessons), *self.others]


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


def state_by_dates(starts_on: date, ends_on: date, today: date) -> CohortState:
    """Where a cohort stands that people may join, by its days alone."""
    if ends_on < today:
        return CohortState.FINISHED
    return CohortState.OPEN if starts_on > today else CohortState.RUNNING


def run_late(blocks: Sequence[PlannedBlock]) -> bool:
    """Whether a day has so many sessions, or so late, that one would end after ten at night."""
    hours = [moment for block in blocks for moment in block.moments]
    return any(begins_at + SESSION_HOURS > datetime.combine(begins_at, LATEST) for begins_at in hours)


def plan_template(
    blocks: Sequence[TemplateBlock], lessons: Sequence[UUID], *, first_day: date, plan: TemplatePlan
) -> list[PlannedBlock]:
    """The blocks of a programme from ``first_day`` on, with the ``lessons`` of its course shared out over all days.

    Each day has as many lessons as the others or one more, one after the other; where there are fewer lessons than
    days, people meet on the rest of the days too: for practice, a visit, a market.
    """
    stretches = days_of_blocks(blocks, first_day=first_day, is_off=plan.is_off)
    days = [day for stretch in stretches for day in stretch.met]
    on: dict[date, list[UUID]] = defaultdict(list)
    for place, key in enumerate(lessons):
        on[days[place * len(days) // len(lessons)]].append(key)

    def begins(day: date, place: int = 0) -> datetime:
        return datetime.combine(day, plan.begins_at) + place * SESSION_HOURS

    return [
        PlannedBlock(
            number=number,
            title=block.title,
            starts_on=stretch.met[0],
            ends_on=stretch.met[-1],
            lessons=[
                PlannedLesson(key, begins(day, place)) for day in stretch.met for place, key in enumerate(on[day])
            ],
            others=[begins(day) for day in stretch.met if not on[day]],
            off=stretch.off,
        )
        for number, (block, stretch) in enumerate(zip(blocks, stretches, strict=True), start=1)
    ]


def days_of_blocks(
    blocks: Sequence[TemplateBlock], *, first_day: date, is_off: Callable[[date], bool]
) -> list[DaysOfBlock]:
    """The days on which each block meets: a day that ``is_off`` is left out, and the block goes on the day after.

    The field work before a block is as many days as the programme says, counted from the day after the last of the
    block before. But where the days of a block and the field work after it make whole weeks, the weekday is kept: two
    days and five are "two days a week", on the same two, and a holiday in one week moves no other.
    """
    found: list[DaysOfBlock] = []
    due = first_day  # the day on which the block would begin if no day were off
    for number, block in enumerate(blocks):
        if number:
            rhythm, after = blocks[number - 1].days + block.field_days, found[-1].met[-1] + timedelta(days=1)
            due = due + timedelta(days=rhythm) if rhythm % A_WEEK == 0 else after + timedelta(days=block.field_days)
            first = max(due, after)
        else:
            first = due + timedelta(days=block.field_days)
            due = first
        found.append(_stretch(first, block.days, is_off))
    return found


def _stretch(first: date, days: int, is_off: Callable[[date], bool]) -> DaysOfBlock:
    """So many ``days`` on which people may meet, from ``first`` on."""
    found = DaysOfBlock(met=[], off=[])
    for number in count():
        if len(found.met) == days:
            break
        day = first + timedelta(days=number)
        (found.off if is_off(day) else found.met).append(day)
    return found


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


@dataclass(frozen=True)
class Meeting:
    """A session as it stands: its key, its block's number, when it begins, how many minutes it lasts, and where."""

    key: int
    block: int
    begins_at: datetime
    minutes: int
    venue: str


@dataclass(frozen=True)
class Change:
    """Move by ``days``, or the first of them to the day ``first_day`` and the others as far; to ``hour``, to ``venue``.

    What is None, 0 or empty stays. A day that is off ``goes_on`` to the next on which people meet, and those after it
    stay behind it.
    """

    days: int = 0
    first_day: date | None = None
    hour: time | None = None
    venue: str = ""
    goes_on: bool = False


@dataclass(frozen=True)
class Moved:
    """A session before and after."""

    meeting: Meeting
    begins_at: datetime
    venue: str

    @property
    def is_other(self) -> bool:
        """Whether anything changes."""
        return (self.begins_at, self.venue) != (self.meeting.begins_at, self.meeting.venue)

    @property
    def ends_at(self) -> datetime:
        """When it will end."""
        return self.begins_at + timedelta(minutes=self.meeting.minutes)


@dataclass(frozen=True)
class Taken:
    """Hours that the people of a cohort, or who trains it, have given away already; ``said`` is for what."""

    begins_at: datetime
    ends_at: datetime
    said: str


def met_then(begins_at: datetime, ends_at: datetime, taken: Sequence[Taken]) -> list[str]:
    """For what somebody is taken between these moments; what ends as the other begins is no matter."""
    return [each.said for each in taken if each.begins_at < ends_at and begins_at < each.ends_at]


def moved(
    meetings: Sequence[Meeting], change: Change, *, now: datetime, is_off: Callable[[date], bool] = lambda _day: False
) -> list[Moved]:
    """What ``change`` makes of ``meetings``, in the order of time; those that have begun by ``now`` never move.

    The hour is that of the first on each day: the others of the day follow as far behind as they did.
    """
    ahead = sorted((each for each in meetings if each.begins_at > now), key=lambda each: (each.begins_at, each.key))
    if not ahead:
        return []
    by = (change.first_day - ahead[0].begins_at.date()).days if change.first_day else change.days
    goes_to = _days_after_move(
        [each.begins_at.date() for each in ahead], by, is_off=is_off if change.goes_on and by else lambda _day: False
    )
    first_of: dict[date, datetime] = {}
    found = []
    for each in ahead:
        day = each.begins_at.date()
        first = first_of.setdefault(day, each.begins_at)
        later = datetime.combine(day, change.hour) - first if change.hour else timedelta()
        begins_at = datetime.combine(goes_to[day], each.begins_at.time()) + later
        found.append(Moved(each, begins_at, change.venue or each.venue))
    return [each for each in found if each.is_other]


def _days_after_move(days: Sequence[date], by: int, *, is_off: Callable[[date], bool]) -> dict[date, date]:
    """{day: where it goes} of ``days`` in their order: as far as asked, or farther where that is off or given away."""
    found: dict[date, date] = {}
    last = date.min
    for day in dict.fromkeys(days):
        last = _stretch(max(day + timedelta(days=by), last + timedelta(days=1)), 1, is_off).met[0]
        found[day] = last
    return found
