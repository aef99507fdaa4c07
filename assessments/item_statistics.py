"""How questions work, from what was given to them: plain numbers in, plain numbers out.

The measures of classical test theory, as Moodle and the textbooks have them (Crocker and Algina, 1986):

- *Facility*: the mean mark, as a share. Worked: marks 1, 1, 0, 0.5 make 62.5 %.
- *Discrimination*: the correlation between the mark of the question and the marks of the rest of the attempt, from -1
  to 1. Below nought who is good elsewhere fails here: the key is likely wrong.
- *Who chose what*: of each option how many chose it, among all, the best third and the weakest third by the rest of
  the attempt. A wrong option that nobody chooses does no work.
- *In each language* the facility, and how far it is from that of others who are as good elsewhere: the standardised
  difference of Dorans and Kulick (1986). Learners are put beside those of the language with the most of them who had
  about as much of the rest right, a fifth of it to a band; the differences of the bands are weighed by how many there
  are to be compared. The mean mark alone would say of a question what is true of its learners.
- *Reliability* of a test: Cronbach's alpha, for attempts that were asked the same questions.

Each learner counts once. Below :data:`LEAST_ATTEMPTS` nothing is said: the figures of a few say nothing, and may say
who they were.
"""

import statistics
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

LEAST_ATTEMPTS = 10
THIRDS = 3
BANDS = 5
# Less than this many percent points is of no consequence, and less than so many standard errors may be chance.
LEAST_POINTS, LEAST_ERRORS = 10, 2
# Of marks from 0 to 1 no variance is larger.
LARGEST_VARIANCE = 0.25


@dataclass(frozen=True)
class Given:
    """One attempt at a question: its mark from 0 to 1, that of the rest as a share, and the options chosen.

    ``language`` is that in which it was begun, or empty; ``version`` that of the question.
    """

    mark: float
    rest: float
    chosen: frozenset[str] = frozenset()
    language: str = ""
    version: int = 1


@dataclass(frozen=True)
class OptionUse:
    """How many chose an option, in whole percent: of all, of the best third and of the weakest third."""

    key: str
    number: int
    percent: int
    percent_best: int
    percent_weakest: int


@dataclass(frozen=True)
class Apart:
    """How many percent ``points`` more are right than of others as good elsewhere, and the standard ``error``."""

    points: float
    error: float

    @property
    def is_clear(self) -> bool:
        """Whether it matters and is hardly chance."""
        return abs(self.points) >= max(LEAST_POINTS, LEAST_ERRORS * self.error)


@dataclass(frozen=True)
class Part:
    """Some of those who were asked: in a language, or in a version. ``apart`` is how they stand beside the most."""

    name: str
    attempts: int
    facility: float
    apart: Apart | None = None


@dataclass(frozen=True)
class ItemFigures:
    """How a question worked in so many ``attempts``; ``facility`` in percent, the rest None where it cannot be said.

    ``languages`` and ``versions`` are those with enough attempts, the most first.
    """

    attempts: int
    facility: float
    discrimination: float | None
    options: list[OptionUse]
    languages: list[Part] = field(default_factory=list)
    versions: list[Part] = field(default_factory=list)


def figures_of(given: Sequence[Given], options: Collection[str] = ()) -> ItemFigures | None:
    """The figures of a question with these ``options``; None where it was given too seldom."""
    if len(given) < LEAST_ATTEMPTS:
        return None
    return ItemFigures(
        attempts=len(given),
        facility=100 * statistics.fmean(each.mark for each in given),
        discrimination=correlation([each.mark for each in given], [each.rest for each in given]),
        options=_uses(given, options),
        languages=parts_of(given, lambda each: each.language, compared=True),
        versions=parts_of(given, lambda each: str(each.version)),
    )


def parts_of(given: Sequence[Given], name_of: Callable[[Given], str], *, compared: bool = False) -> list[Part]:
    """The parts of ``given`` by name, the largest first, each ``compared`` with the largest that has a name.

    Left out are those below :data:`LEAST_ATTEMPTS`; and the smallest of the others, where what is left out is itself
    so few that the figures of the whole would tell theirs.
    """
    named: dict[str, list[Given]] = defaultdict(list)
    for each in given:
        named[name_of(each)].append(each)
    ranked = sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))
    shown = [(name, part) for name, part in ranked if len(part) >= LEAST_ATTEMPTS]
    while shown and 0 < len(given) - sum(len(part) for _name, part in shown) < LEAST_ATTEMPTS:
        shown.pop()
    most = next((name for name, _part in shown if name), "")
    return [
        Part(
            name,
            attempts=len(part),
            facility=100 * statistics.fmean(each.mark for each in part),
            apart=apart_from(part, named[most]) if compared and name and name != most else None,
        )
        for name, part in shown
    ]


def apart_from(these: Sequence[Given], those: Sequence[Given]) -> Apart | None:
    """How much more is right among ``these`` than among ``those`` who are as good elsewhere; None where too few are.

    Worked: of ten and ten in one band 8 and 4 are right, which makes 40 points.
    """
    bands: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for side, given in enumerate((these, those)):
        for each in given:
            bands[min(int(each.rest * BANDS), BANDS - 1)][side].append(each.mark)
    pairs = [pair for pair in bands.values() if all(pair)]
    many = [sum(len(pair[side]) for pair in pairs) for side in (0, 1)]
    if min(many) < LEAST_ATTEMPTS:
        return None
    points = sum(len(one) * (statistics.fmean(one) - statistics.fmean(other)) for one, other in pairs) / many[0]
    variance = sum((len(one) / many[0]) ** 2 * _variance_of_difference(one, other) for one, other in pairs)
    return Apart(100 * points, error=100 * float(variance**0.5))


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


def _variance_of_difference(one: Sequence[float], other: Sequence[float]) -> float:
    """Of the difference of their means, from what both vary by about their own."""
    within = sum(len(each) * statistics.pvariance(each) for each in (one, other))
    freedom = len(one) + len(other) - 2
    return (within / freedom if freedom else LARGEST_VARIANCE) * (1 / len(one) + 1 / len(other))


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
