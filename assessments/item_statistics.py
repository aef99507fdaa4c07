"""How questions work, from what was given to them: plain numbers in, plain numbers out.

The measures of classical test theory, as Moodle and the textbooks have them (Crocker and Algina, 1986):

- *Facility*: the mean mark, as a share. Worked: marks 1, 1, 0, 0.5 make 62.5 %.
- *Discrimination*: the correlation between the mark of the question and the marks of the rest of the attempt, from -1
  to 1. Below nought who is good elsewhere fails here: the key is likely wrong.
- *Who chose what*: of each option how many chose it, among all, the best third and the weakest third by the rest of
  the attempt. A wrong option that nobody chooses does no work.
- *Reliability* of a test: Cronbach's alpha, for attempts that were asked the same questions.

Each learner counts once. Below :data:`LEAST_ATTEMPTS` nothing is said: the figures of a few say nothing, and may say
who they were.
"""

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LEAST_ATTEMPTS = 10
THIRDS = 3


@dataclass(frozen=True)
class Given:
    """One attempt at a question: its mark from 0 to 1, that of the rest as a share, and the options chosen."""

    mark: float
    rest: float
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class OptionUse:
    """How many chose an option, in whole percent: of all, of the best third and of the weakest third."""

    key: str
    number: int
    percent: int
    percent_best: int
    percent_weakest: int


@dataclass(frozen=True)
class ItemFigures:
    """How a question worked in so many ``attempts``; ``facility`` in percent, the rest None where it cannot be said."""

    attempts: int
    facility: float
    discrimination: float | None
    options: list[OptionUse]


def figures_of(given: Sequence[Given], options: Collection[str] = ()) -> ItemFigures | None:
    """The figures of a question with these ``options``; None where it was given too seldom."""
    if len(given) < LEAST_ATTEMPTS:
        return None
    return ItemFigures(
        attempts=len(given),
        facility=100 * statistics.fmean(each.mark for each in given),
        discrimination=correlation([each.mark for each in given], [each.rest for each in given]),
        options=_uses(given, options),
    )


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """From -1 to 1; None where all of one are alike, which goes with nothing."""
    try:
        return statistics.correlation(one, other)
    except statistics.StatisticsError:
        return None


def reliability(attempts: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of attempts that were asked the same questions, each the marks of them in the same order.

    None where there are too few attempts, a single question, or all came to the same. Worked: three questions that
    are always right or wrong together make 1.
    """
    many = len(attempts[0]) if attempts else 0
    if len(attempts) < LEAST_ATTEMPTS or many < 2:  # a part needs another
        return None
    whole = statistics.variance([sum(marks) for marks in attempts])
    if not whole:
        return None
    parts = sum(statistics.variance(column) for column in zip(*attempts, strict=True))
    return many / (many - 1) * (1 - parts / whole)


def _uses(given: Sequence[Given], options: Collection[str]) -> list[OptionUse]:
    ranked = sorted(given, key=lambda each: each.rest, reverse=True)
    third = len(ranked) // THIRDS
    best, weakest = ranked[:third], ranked[-third:]
    return [
        OptionUse(
            key,
            number=_number(given, key),
            percent=_percent(given, key),
            percent_best=_percent(best, key),
            percent_weakest=_percent(weakest, key),
        )
        for key in sorted(options)
    ]


def _number(given: Sequence[Given], key: str) -> int:
    return sum(key in each.chosen for each in given)


def _percent(given: Sequence[Given], key: str) -> int:
    return round(100 * _number(given, key) / len(given)) if given else 0
