"""How many days somebody was there.

- A session was *held* when anybody was marked in it. A *day* was held when a session of it was that is no make-up.
- She was present on a day when she was present or late in at least one of its sessions. Where two marks differ, she was
  there only if both say so: until somebody has decided, a day that is in doubt does not count.
- A day that she missed is *made up* when she was in a session that makes up for one of that day's. A make-up is no day
  by itself: who was there anyway gains nothing.

Worked: of five days held she was in four, late on one of them, and in the make-up for the fifth: held 5, present 4,
made up 1, so 5 of 5 count: 100 %. Of ten days held with seven present and none made up 70 % count; two more made up
would be 90 %.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from attendance.enums import DayState

Key = TypeVar("Key", int, UUID)


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
        """The share of the days held that counts, in whole hundredths, cut: 79.9 is not 80. None held is 0."""
        return 100 * self.counted // self.held if self.held else 0


def was_there(said: Iterable[str]) -> bool:
    """Whether all marks that stand say so, and there is one."""
    words = list(said)
    return bool(words) and all(word in ("present", "late") for word in words)


def days_held(meetings: Iterable[Meeting], taken: Collection[int]) -> set[date]:
    """The days of ``meetings`` of which one was ``taken``: its key is among those in which anybody is marked."""
    return {meeting.day for meeting in meetings if meeting.makes_up is None and meeting.key in taken}


def days_missed(meetings: Iterable[Meeting], taken: Collection[int], hers: Mapping[int, Iterable[str]]) -> list[date]:
    """The days that were held and do not count for her, in order. ``hers`` is {session: what stands of her in it}."""
    plan = list(meetings)
    held = days_held(plan, taken)
    return sorted(held - _present_on(plan, hers) - _made_up_on(plan, hers))


def strip_of(
    meetings: Iterable[Meeting], taken: Collection[int], hers: Mapping[int, Iterable[str]]
) -> tuple[tuple[date, DayState], ...]:
    """Each day that was held, in order, and whether she was there, made up for it or missed it."""
    plan = list(meetings)
    present, made_up = _present_on(plan, hers), _made_up_on(plan, hers)
    return tuple(
        (day, DayState.PRESENT if day in present else DayState.MADE_UP if day in made_up else DayState.MISSED)
        for day in sorted(days_held(plan, taken))
    )


def days_of_one(meetings: Iterable[Meeting], taken: Collection[int], hers: Mapping[int, Iterable[str]]) -> Days:
    """Her days. ``hers`` is {session: what stands of her in it}."""
    plan = list(meetings)
    held = days_held(plan, taken)
    present = _present_on(plan, hers) & held
    return Days(len(held), len(present), len((_made_up_on(plan, hers) & held) - present))


def _present_on(plan: list[Meeting], hers: Mapping[int, Iterable[str]]) -> set[date]:
    return {each.day for each in plan if each.makes_up is None and was_there(hers.get(each.key, ()))}


def _made_up_on(plan: list[Meeting], hers: Mapping[int, Iterable[str]]) -> set[date]:
    day_of = {each.key: each.day for each in plan}
    made_up = {each.makes_up for each in plan if each.makes_up is not None and was_there(hers.get(each.key, ()))}
    return {day_of[key] for key in made_up if key in day_of}
