"""How many people were there on a day: of one day, and of all together.

A day is of those who belonged then or are marked. Of whom nothing is said yet (:mod:`attendance.days`) it is not held:
they stand beside the others as *not marked*, and no share is of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from attendance.days import Hers, Plan, Stay, marked_in, was_there
from core.numbers import percent_of

WAYS = ("present", "late", "absent", "differing", "not_marked")


@dataclass(frozen=True)
class DayCame:
    """A day that was held: how many ``came``, of how many who took part on it, and how many of these are not marked."""

    day: date
    came: int
    of: int
    not_marked: int = 0

    @classmethod
    def of_stays(cls, day: date, came: int, missed: int, stays: Iterable[tuple[date, date | None, int]]) -> "DayCame":
        """``stays`` are (first day, day of leaving, how many): who left on the day itself is counted no more.

        Who is marked on a day before she was enrolled takes part too: there are never fewer than came or ``missed`` it.
        """
        there = sum(people for joined, left, people in stays if joined <= day and (left is None or left > day))
        known = came + missed
        return cls(day, came, max(known, there), max(0, there - known))

    @property
    def known(self) -> int:
        """Of how many it is said whether they came."""
        return self.of - self.not_marked

    @property
    def percent(self) -> int:
        """The share that came of whom it is said; of nobody 0."""
        return percent_of(self.came, self.known)


@dataclass(frozen=True)
class Average:
    """How many came on a day that was held, and of how many, both in tenths; the percent of all days together."""

    came: Decimal
    of: Decimal
    percent: int


def average_of(days: Collection[DayCame]) -> Average | None:
    """Of those of ``days`` of which anything is said, and of whom it is; None where there is none.

    10 of 12 and 7 of 12 are 17 of 24: 8.5 of 12, and 71 % (70.8 rounded). Whole people would be 9 of 12, which is 75.
    With 3 of 12 on a list on which 8 others are not marked yet they are 20 of 28: 6.7 of 9.3, and 71 %; not 20 of 36.
    """
    said = [day for day in days if day.known]
    if not said:
        return None
    came, of, number = sum(day.came for day in said), sum(day.known for day in said), len(said)
    return Average(_in_tenths(came, number), _in_tenths(of, number), percent_of(came, of))


def _in_tenths(people: int, days: int) -> Decimal:
    """On one of ``days``; whole where it is, so that it is read as a number of people."""
    tenths = (20 * people + days) // (2 * days)
    return Decimal(tenths // 10) if tenths % 10 == 0 else Decimal(tenths) / 10


@dataclass(frozen=True)
class DayCount:
    """A day that was held, in people: of the ``of`` who belonged then or are marked, how many were there and how.

    Who was there and late in one of its sessions is late and not ``present``. ``differing`` are people of whom two
    marks say different things, and ``not_marked`` who is not marked on each of its lists and was in none of its
    sessions; both are ``open``, and for the latter the day is not held.
    """

    day: date
    of: int
    present: int = 0
    late: int = 0
    absent: int = 0
    differing: int = 0
    not_marked: int = 0

    @property
    def there(self) -> int:
        """Who was there, in time or late."""
        return self.present + self.late

    @property
    def open(self) -> int:
        """Of whom it is not known."""
        return self.of - self.there - self.absent

    @property
    def known(self) -> int:
        """For how many it is held: something is said of them."""
        return self.of - self.not_marked


Said = Mapping[UUID, Hers]


def counts_by_day(plan: Plan, said: Said, stays: Iterable[Stay], *, today: date | None = None) -> list[DayCount]:
    """Each day that was held, in order. ``said`` is {person: {session: what stands of her in it}}.

    A make-up is no day. Worked: of five people of a day two are marked present, one late in the morning and present
    after noon, one absent, one not at all: 2 present, 1 late, 1 absent, 1 not marked of 5, so 3 of 4 were there.
    """
    all_stays = list(stays)
    marked = {person: marked_in(plan, hers) for person, hers in said.items()}
    return [_count(plan, day, said, marked, all_stays, today) for day in plan.held]


def _count(
    plan: Plan, day: date, said: Said, marked: Mapping[UUID, set[int]], stays: list[Stay], today: date | None
) -> DayCount:
    lists, asked = plan.lists_on[day], plan.asked_on(day, today)
    belonging = {stay.person for stay in stays if stay.covers(day)}
    of_day = belonging | {person for person, keys in marked.items() if not keys.isdisjoint(lists)}
    ways = Counter(
        _way_of(
            [list(said[person][key]) for key in lists if key in marked.get(person, ())],
            is_said=marked.get(person, set()).issuperset(asked),
        )
        for person in of_day
    )
    return DayCount(day, len(of_day), **{way: ways[way] for way in WAYS})


def _way_of(words: list[list[str]], *, is_said: bool) -> str:
    """How somebody was on a day of whom this stands, list by list; where it ``is_said``, in each that asks for her."""
    there = [said for said in words if was_there(said)]
    if there:
        return "late" if any("late" in said for said in there) else "present"
    if not is_said:
        return "not_marked"
    return "differing" if any(len(set(said)) > 1 for said in words) else "absent"
