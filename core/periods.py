"""The periods that records belong to: a month, a week of a month, a year from April to March."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

DAYS_A_WEEK = 7
APRIL = 4

# Among others of one year, and where the year has to be said.
SHORT_DAY, DAY_WITH_YEAR = "d-m", "SHORT_DATE_FORMAT"

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; ``number`` counts from 1. As text and in order: ``2026-04``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)  # raises ValueError

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def __contains__(self, day: date) -> bool:
        return self.of(day) == self

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Self:
        """The month written as ``2026-04``, as a browser's month field sends it. Raises ValueError."""
        found = _MONTH.fullmatch(text)
        if not found:
            raise ValueError("not a month")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        following = self.plus(1)
        return following.first_day - timedelta(days=1)

    @property
    def weeks(self) -> "list[Week]":
        """Its weeks: four of seven days, and the days that are left."""
        return [Week(self, number) for number in range(1, Week.of(self.last_day).number + 1)]

    @property
    def financial_year(self) -> "FinancialYear":
        """The year from April to March that it lies in."""
        return FinancialYear(self.year if self.number >= APRIL else self.year - 1)

    def plus(self, months: int) -> Self:
        """The month so many later; earlier where ``months`` is negative."""
        year, before = divmod(self.year * 12 + self.number - 1 + months, 12)
        return type(self)(year, before + 1)


@dataclass(frozen=True, order=True)
class Week:
    """A week of a month: days 1 to 7, 8 to 14 and so on; the fifth is what is left, so that weeks sum to the month."""

    month: Month
    number: int

    def __post_init__(self) -> None:
        if self.number < 1 or self.first_day not in self.month:
            raise ValueError(f"{self.month} has no week {self.number}")

    def __str__(self) -> str:
        return f"{self.month}-W{self.number}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(Month.of(day), (day.day - 1) // DAYS_A_WEEK + 1)

    @property
    def first_day(self) -> date:
        """The 1st, 8th, 15th, 22nd or 29th."""
        return self.month.first_day + timedelta(days=(self.number - 1) * DAYS_A_WEEK)

    @property
    def last_day(self) -> date:
        """Six days later, or the last day of the month."""
        return min(self.first_day + timedelta(days=DAYS_A_WEEK - 1), self.month.last_day)


@dataclass(frozen=True, order=True)
class FinancialYear:
    """The year from 1 April of ``begins`` to 31 March. As text: ``2026-27``."""

    begins: int

    def __str__(self) -> str:
        return f"{self.begins:04}-{(self.begins + 1) % 100:02}"

    def __contains__(self, day: date) -> bool:
        return self.of(day) == self

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(Month.of(day).financial_year.begins)

    @property
    def months(self) -> list[Month]:
        """April to March."""
        april = Month(self.begins, APRIL)
        return [april.plus(step) for step in range(12)]

    @property
    def first_day(self) -> date:
        """1 April."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """31 March."""
        return self.months[-1].last_day


def format_of_day(day: date, today: date) -> str:
    """How ``day`` is written where there is little room: without its year, where that is the one of ``today``.

    >>> format_of_day(date(2026, 11, 2), date(2026, 12, 31)), format_of_day(date(2026, 12, 30), date(2027, 1, 2))
    ('d-m', 'SHORT_DATE_FORMAT')
    """
    return SHORT_DAY if day.year == today.year else DAY_WITH_YEAR
