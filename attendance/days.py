"""How many days somebody was there.

- A session was *held* when it has begun and anybody was marked in it. A *day* was held when a session of it
  was that is no make-up.
- She was present on a day when she was present or late in at least one of its sessions. Where two marks differ, she was
  there only if both say so: until somebody has decided, a day that is in doubt does not count.
- A day that she missed is *made up* when she was in a session that makes up for one of that day's. A make-up is no day
  by itself: who was there anyway gains nothing. Like a day it counts once it has begun, though its list opens before.
- A day that was held before she joined, or while she had left, is one of the days of the programme all the same: it
  counts as held, and she can make it up. It is not said that she missed it, for she was not expected.
- Nor is it said of whom nothing stands on a list of that day on which others are marked, however long ago it was: the
  list may only be begun, and nobody has said that she was absent. While the day runs, that holds for each of its
  sessions, also those without a list: she may still come. The day counts as held from the first mark on.

Worked: of five days held she was in four, late on one of them, and in the make-up for the fifth: held 5, present 4,
made up 1, so 5 of 5 count: 100 %. Of ten days held with seven present and none made up 70 % count; two more made up
would be 90 %.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from attendance.enums import DayState
from core.numbers import percent_of

WAYS = ("present", "late", "absent", "differing")


@dataclass(frozen=True)
class Meeting:
    """A session of a plan: its day, and the session that it makes up for."""

    key: int
    day: date
    makes_up: int | None = None


@dataclass(frozen=True)
class Days:
    """Of one person in one cohort."""

    held: int = 0
    present: int = 0
    made_up: int = 0

    @property
    def counted(self) -> int:
        """The days that count as present."""
        return self.present + self.made_up

    @property
    def percent(self) -> int:
        """The share of the days held that counts, to be read: what completes is counted in days. None held is 0."""
        return percent_of(self.counted, self.held)


@dataclass(frozen=True)
class DayCame:
    """A day that was held: how many ``came``, of how many who took part on it."""

    day: date
    came: int
    of: int

    @classmethod
    def of_stays(cls, day: date, came: int, stays: Iterable[tuple[date, date | None, int]]) -> "DayCame":
        """``stays`` are (first day, day of leaving, how many): who left on the day itself is counted no more.

        Who came on a day before she was enrolled takes part too: there are never fewer than came.
        """
        there = sum(people for joined, left, people in stays if joined <= day and (left is None or left > day))
        return cls(day, came, max(came, there))

    @property
    def percent(self) -> int:
        """The share that came; of nobody 0."""
        return percent_of(self.came, self.of)


@dataclass(frozen=True)
class Average:
    """How many came on a day that was held, and of how many, both in tenths; the percent of all days together."""

    came: Decimal
    of: Decimal
    percent: int


def average_of(days: Collection[DayCame]) -> Average | None:
    """Of ``days`` that were held; None where there is none.

    10 of 12 and 7 of 12 are 17 of 24: 8.5 of 12, and 71 % (70.8 rounded). Whole people would be 9 of 12, which is 75.
    """
    if not days:
        return None
    came, of, number = sum(day.came for day in days), sum(day.of for day in days), len(days)
    return Average(_in_tenths(came, number), _in_tenths(of, number), percent_of(came, of))


def _in_tenths(people: int, days: int) -> Decimal:
    """On one of ``days``; whole where it is, so that it is read as a number of people."""
    tenths = (20 * people + days) // (2 * days)
    return Decimal(tenths // 10) if tenths % 10 == 0 else Decimal(tenths) / 10


def was_there(said: Iterable[str]) -> bool:
    """Whether all marks that stand say so, and there is one."""
    words = list(said)
    return bool(words) and all(word in ("present", "late") for word in words)


def days_held(meetings: Iterable[Meeting], taken: Collection[int]) -> set[date]:
    """The days of ``meetings`` of which one was ``taken``: its key is among those in which anybody is marked."""
    return {meeting.day for meeting in meetings if meeting.makes_up is None and meeting.key in taken}


@dataclass(frozen=True)
class Plan:
    """The sessions of a cohort, and which were ``taken``: what is the same for all who take part, found once."""

    meetings: Collection[Meeting]
    taken: Collection[int]

    @cached_property
    def held(self) -> list[date]:
        """The days that were held, in order."""
        return sorted(days_held(self.meetings, self.taken))

    @cached_property
    def day_of(self) -> Mapping[int, date]:
        """{session: its day} of those that make up for none."""
        return {each.key: each.day for each in self.meetings if each.makes_up is None}

    @cached_property
    def made_up_by(self) -> Mapping[int, date]:
        """{make-up that has begun: the day of what it makes up for}."""
        day_of, taken = {each.key: each.day for each in self.meetings}, self.taken
        return {
            each.key: day_of[each.makes_up] for each in self.meetings if each.makes_up in day_of and each.key in taken
        }


Hers = Mapping[int, Iterable[str]]
"""What stands of her, by session."""


def days_of_one(plan: Plan, hers: Hers) -> Days:
    """Her days."""
    held = set(plan.held)
    present = _there_in(hers, plan.day_of) & held
    return Days(len(held), len(present), len((_there_in(hers, plan.made_up_by) & held) - present))


@dataclass(frozen=True)
class Stay:
    """That somebody belongs to a cohort from a day on, and up to the day before ``until``, if she has left."""

    person: UUID
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether she belonged on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class DayCount:
    """A day that was held, in people: of the ``of`` who belonged then or are marked, how many were there and how.

    Who was there and late in one of its sessions is late and not ``present``. ``differing`` are people of whom two
    marks say different things; they and who is not marked are ``open``.
    """

    day: date
    of: int
    present: int = 0
    late: int = 0
    absent: int = 0
    differing: int = 0

    @property
    def there(self) -> int:
        """Who was there, in time or late."""
        return self.present + self.late

    @property
    def open(self) -> int:
        """Of whom it is not known."""
        return self.of - self.there - self.absent


def strip_of(
    plan: Plan, hers: Hers, stays: Iterable[Stay], *, today: date | None = None
) -> tuple[tuple[date, DayState], ...]:
    """Each day that was held, in order, and whether she was there, made up for it, missed it or did not belong then.

    ``stays`` are her own. Who is marked on a day belonged to it. Nobody has missed a day who is not marked on each list
    that was taken of it, nor, while ``today`` runs, who is not marked in each of its sessions.
    """
    own = list(stays)
    present, made_up = _there_in(hers, plan.day_of), _there_in(hers, plan.made_up_by)
    marked = {key for key, words in hers.items() if key in plan.day_of and list(words)}
    expected = {plan.day_of[key] for key in marked}
    open_on = {day for key, day in plan.day_of.items() if key not in marked and (key in plan.taken or day == today)}

    def state_on(day: date) -> DayState:
        if day in present:
            return DayState.PRESENT
        if day in made_up:
            return DayState.MADE_UP
        if day not in expected and not any(stay.covers(day) for stay in own):
            return DayState.NOT_IN
        return DayState.OPEN if day in open_on else DayState.MISSED

    return tuple((day, state_on(day)) for day in plan.held)


Said = Mapping[UUID, Hers]


def counts_by_day(
    meetings: Iterable[Meeting], taken: Collection[int], said: Said, stays: Iterable[Stay]
) -> list[DayCount]:
    """Each day that was held, in order. ``said`` is {person: {session: what stands of her in it}}.

    A make-up is no day. Worked: of five people of a day two are marked present, one late in the morning and present
    after noon, one absent, one not at all: 2 present, 1 late, 1 absent, 1 open of 5.
    """
    plan, all_stays = list(meetings), list(stays)
    sessions: dict[date, list[int]] = {}
    for meeting in plan:
        if meeting.makes_up is None:
            sessions.setdefault(meeting.day, []).append(meeting.key)
    return [_count(day, sessions[day], said, all_stays) for day in sorted(days_held(plan, taken))]


def _count(day: date, sessions: list[int], said: Said, stays: list[Stay]) -> DayCount:
    ways = Counter(_way_of([list(hers[key]) for key in sessions if key in hers]) for hers in said.values())
    marked = {person for person, hers in said.items() if any(key in hers for key in sessions)}
    belonging = {stay.person for stay in stays if stay.covers(day)}
    return DayCount(day, len(marked | belonging), **{way: ways[way] for way in WAYS})


def _way_of(words: list[list[str]]) -> str:
    """How somebody was on a day of whom this stands, session by session; nothing where nothing does."""
    there = [said for said in words if was_there(said)]
    if there:
        return "late" if any("late" in said for said in there) else "present"
    if any(len(set(said)) > 1 for said in words):
        return "differing"
    return "absent" if any(words) else ""


def _there_in(hers: Hers, day_of: Mapping[int, date]) -> set[date]:
    """The days of those of the sessions of ``day_of`` in which she was."""
    return {day_of[key] for key, words in hers.items() if key in day_of and was_there(words)}
