"""A month of a cohort as a calendar shows it. Plain facts in, plain weeks out."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from core.periods import Month

T = TypeVar("T")
B = TypeVar("B")


@dataclass(frozen=True)
class DayOfMonth(Generic[T, B]):
    """One day of a calendar's page: it may be of the month before or after, which then ``is_other``."""

    day: date
    is_other: bool
    is_today: bool
    begins: Sequence[B]
    holds: Sequence[T]


def weeks_of_month(
    month: Month, held: Iterable[tuple[date, T]], *, blocks: Mapping[B, date], today: date
) -> list[list[DayOfMonth[T, B]]]:
    """The weeks of ``month`` from Monday on, each day with what is ``held`` on it and the ``blocks`` that begin."""
    on: dict[date, list[T]] = defaultdict(list)
    for day, what in held:
        on[day].append(what)

    def drawn(day: date) -> DayOfMonth[T, B]:
        is_other = day not in month
        begins = [] if is_other else [block for block, first in blocks.items() if first == day]
        return DayOfMonth(day, is_other, day == today, begins, [] if is_other else on[day])

    weeks = Calendar().monthdatescalendar(month.year, month.number)
    return [[drawn(day) for day in week] for week in weeks]


def months_between(days: Iterable[date]) -> list[Month]:
    """Every month from the first of ``days`` to the last."""
    found = sorted(days)
    if not found:
        return []
    months = [Month.of(found[0])]
    while months[-1] < Month.of(found[-1]):
        months.append(months[-1].plus(1))
    return months


def month_to_show(asked: str, months: Sequence[Month], today: date) -> Month:
    """Of ``months`` that which is ``asked`` for, else that of today, or the one nearest to it; without any, today's."""
    try:
        wanted = Month.read(asked)
    except ValueError:
        wanted = Month.of(today)
    if not months:
        return Month.of(today)
    return min(max(wanted, months[0]), months[-1])
