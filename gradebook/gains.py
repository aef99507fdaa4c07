"""What the learners of a cohort knew before and after, by the tests at its beginning and at its end.

- *Before* is the first try at the test at the beginning: a later one shows what she has learned since. It counts only
  where it was handed in before her first try at the test at the end.
- *After* is the try at the test at the end that counts, as the gradebook and the rule of the programme take it: the
  best, where the test does not say otherwise.
- What a trainer wrote by hand counts instead, be it more or less: a test on paper has no other way in.
- Where one lesson is both tests, the first try is before and of the later ones the one that counts after.
- Only who has both is a *pair*, and only pairs are compared: else who left early would make the others look better.

Worked: 40, 50, 30, 80, 50 before and 60, 70, 70, 90, 50 after are five pairs: the mean goes from 50 to 68, so the gain
is 18 points, the median from 50 to 70; four did better and one the same; where 60 are needed one had reached it before,
and four did after.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

Result = tuple[datetime, int]
TENTH = Decimal("0.1")
BANDS = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))
"""Percent, both ends included."""


@dataclass(frozen=True)
class Sat:
    """What one learner has of the two tests, in percent; None where there is nothing that counts."""

    before: int | None = None
    after: int | None = None

    @property
    def is_pair(self) -> bool:
        return self.before is not None and self.after is not None


NOTHING = Sat()


@dataclass(frozen=True)
class Gain:
    """What ``pairs`` learners had in percent before and after; ``needed`` is the percent to reach, if one is.

    Means and medians have one place, halves are rounded up. ``reached`` are people, None without ``needed``.
    """

    pairs: int
    means: tuple[Decimal, Decimal]
    medians: tuple[Decimal, Decimal]
    reached: tuple[int, int] | None
    better: int
    same: int
    worse: int

    @property
    def points(self) -> Decimal:
        """How many points the mean rose: of the means as they are shown, so that a reader comes to the same."""
        return self.means[1] - self.means[0]


def sat(
    first_test: Sequence[Result],
    last_test: Sequence[Result],
    *,
    by_hand: Sat = NOTHING,
    one_lesson: bool = False,
    counts: Callable[[Sequence[int]], int] = max,
) -> Sat:
    """What counts of one learner. Each test is her tries in time; ``one_lesson`` where both are the same lesson.

    ``counts`` says which of the percents of the last test does.
    """
    if one_lesson:
        first_test, last_test = first_test[:1], first_test[1:]
    in_time = [percent for at, percent in first_test[:1] if not last_test or at <= last_test[0][0]]
    before = next(iter(in_time), None)
    after = counts([percent for _at, percent in last_test]) if last_test else None
    return Sat(
        before if by_hand.before is None else by_hand.before,
        after if by_hand.after is None else by_hand.after,
    )


def gain_of(learners: Sequence[Sat], needed: int | None) -> Gain | None:
    """Of those of ``learners`` who have both; None where nobody has."""
    pairs = [(each.before, each.after) for each in learners if each.before is not None and each.after is not None]
    if not pairs:
        return None
    befores, afters = [before for before, _after in pairs], [after for _before, after in pairs]
    return Gain(
        pairs=len(pairs),
        means=(_mean(befores), _mean(afters)),
        medians=(_tenth(Decimal(median(befores))), _tenth(Decimal(median(afters)))),
        reached=None
        if needed is None
        else (sum(each >= needed for each in befores), sum(each >= needed for each in afters)),
        better=sum(after > before for before, after in pairs),
        same=sum(after == before for before, after in pairs),
        worse=sum(after < before for before, after in pairs),
    )


def by_band(percents: Sequence[int]) -> list[int]:
    """How many of ``percents`` lie in each of :data:`BANDS`."""
    return [sum(low <= each <= high for each in percents) for low, high in BANDS]


def _mean(values: Sequence[int]) -> Decimal:
    return _tenth(Decimal(sum(values)) / len(values))


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)
