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
  sessions, also those without a list: she may still come. The cohort has held the day from the first mark on; *for her*
  it is *not marked* and none of her days held until something is said of her, or she has made up for it. So a list that
  is half taken takes nothing from anybody's share, and nothing from that of all who came.

Worked: of five days held she was in four, late on one of them, and in the make-up for the fifth: held 5, present 4,
made up 1, so 5 of 5 count: 100 %. Of ten days held with seven present and none made up 70 % count; two more made up
would be 90 %. Of ten days held she was in eight, and on the lists of the two others she is not marked: 8 of 8 count,
100 %, and two are not marked; once she is marked absent on both, 8 of 10 count: 80 %.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from attendance.enums import DayState
from core.numbers import percent_of


@dataclass(frozen=True)
class Meeting:
    """A session of a plan: its day, and the session that it makes up for."""

    key: int
    day: date
    makes_up: int | None = None


@dataclass(frozen=True)
class Days:
    """Of one person in one cohort: the days ``held`` for her, and those held of which nothing is said of her yet."""

    held: int = 0
    present: int = 0
    made_up: int = 0
    not_marked: int = 0

    @property
    def counted(self) -> int:
        """The days that count as present."""
        return self.present + self.made_up

    @property
    def have_begun(self) -> bool:
        """Whether her cohort has held any."""
        return bool(self.held or self.not_marked)

    @property
    def percent(self) -> int:
        """The share of the days held that counts, to be read: what completes is counted in days. None held is 0."""
        return percent_of(self.counted, self.held)


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
        """{session whose list was taken: its day} of those that make up for none."""
        return {each.key: each.day for each in self.meetings if each.makes_up is None and each.key in self.taken}

    @cached_property
    def lists_on(self) -> Mapping[date, Collection[int]]:
        """{day that was held: the sessions of it whose lists were taken}."""
        return _by_day(self.day_of.items())

    @cached_property
    def sessions_on(self) -> Mapping[date, Collection[int]]:
        """{day: its sessions that make up for none}."""
        return _by_day((each.key, each.day) for each in self.meetings if each.makes_up is None)

    def asked_on(self, day: date, today: date | None) -> Collection[int]:
        """The sessions of a ``day`` held in which something is to be said of everybody; while it is ``today``, of all
        of them.
        """
        return (self.sessions_on if day == today else self.lists_on)[day]

    @cached_property
    def made_up_by(self) -> Mapping[int, date]:
        """{make-up that has begun: the day of what it makes up for}."""
        day_of, taken = {each.key: each.day for each in self.meetings}, self.taken
        return {
            each.key: day_of[each.makes_up] for each in self.meetings if each.makes_up in day_of and each.key in taken
        }


Hers = Mapping[int, Iterable[str]]
"""What stands of her, by session."""


class Stay(NamedTuple):
    """That somebody belongs to a cohort from a day on, and up to the day before ``until``, if she has left."""

    person: UUID
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether she belonged on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


def marked_in(plan: Plan, hers: Hers) -> set[int]:
    """The lists of the days of ``plan`` on which something stands of her."""
    return {key for key, words in hers.items() if key in plan.day_of and list(words)}


Strip = tuple[tuple[date, DayState], ...]


def strips_of(
    plan: Plan, said: Mapping[UUID, Hers], stays: Mapping[UUID, Sequence[Stay]], people: Iterable[UUID], *, today: date
) -> dict[UUID, Strip]:
    """{person: her strip} of each of ``people``, found once for all who were there alike, as most were."""
    known: dict[Any, Strip] = {}
    found = {}
    for person in people:
        hers, own = said.get(person, {}), stays[person]
        alike = (
            frozenset([(key, *words) for key, words in hers.items()]),
            tuple([(stay.since, stay.until) for stay in own]),
        )
        if alike not in known:
            known[alike] = strip_of(plan, hers, own, today=today)
        found[person] = known[alike]
    return found


def strip_of(plan: Plan, hers: Hers, stays: Iterable[Stay], *, today: date | None = None) -> Strip:
    """Each day that was held, in order, and whether she was there, made up for it, missed it or did not belong then.

    ``stays`` are her own. Who is marked on a day belonged to it. Nobody has missed a day who is not marked on each list
    that was taken of it, nor, while ``today`` runs, who is not marked in each of its sessions.
    """
    own = list(stays)
    present, made_up = _there_in(hers, plan.day_of), _there_in(hers, plan.made_up_by)
    marked = marked_in(plan, hers)
    expected = {plan.day_of[key] for key in marked}

    def state_on(day: date) -> DayState:
        if day in present:
            return DayState.PRESENT
        if day in made_up:
            return DayState.MADE_UP
        if day not in expected and not any(stay.covers(day) for stay in own):
            return DayState.NOT_IN
        return DayState.MISSED if marked.issuperset(plan.asked_on(day, today)) else DayState.OPEN

    return tuple((day, state_on(day)) for day in plan.held)


def days_of_one(plan: Plan, hers: Hers, stays: Iterable[Stay], *, today: date | None = None) -> Days:
    """Her days, by how each stands for her (:func:`strip_of`)."""
    return days_in(strip_of(plan, hers, stays, today=today))


def days_in(strip: Iterable[tuple[date, DayState]]) -> Days:
    """How many days a strip of :func:`strip_of` is."""
    states = Counter(state for _day, state in strip)
    not_marked = states[DayState.OPEN]
    return Days(states.total() - not_marked, states[DayState.PRESENT], states[DayState.MADE_UP], not_marked)


def _by_day(sessions: Iterable[tuple[int, date]]) -> dict[date, set[int]]:
    found: dict[date, set[int]] = {}
    for key, day in sessions:
        found.setdefault(day, set()).add(key)
    return found


def _there_in(hers: Hers, day_of: Mapping[int, date]) -> set[date]:
    """The days of those of the sessions of ``day_of`` in which she was."""
    return {day_of[key] for key, words in hers.items() if key in day_of and was_there(words)}
