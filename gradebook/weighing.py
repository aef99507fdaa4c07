"""What a learner has in each activity, and her total. Plain data in and out.

An activity is a lesson with questions, marked in percent, or the days and the approved assignments that a programme
asks for, marked in days and in assignments. Only what is marked in percent has a weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

EACH_WEIGHS = 1
Marks = Mapping[str, int]


@dataclass(frozen=True)
class Total:
    """``percent`` over the ``done`` activities that are marked and count; None where none is."""

    percent: int | None
    done: int


@dataclass(frozen=True)
class Standing:
    """What counts of one learner: her ``marks`` by activity, and which of them somebody wrote ``by_hand``."""

    marks: dict[str, int] = field(default_factory=dict)
    by_hand: frozenset[str] = frozenset()


def counted(found: Marks, by_hand: Marks) -> Standing:
    """What was written by hand counts instead of what was ``found``, be it more or less."""
    return Standing({**found, **by_hand}, frozenset(by_hand))


def total_of(marks: Marks, weights: Mapping[str, int]) -> Total:
    """The weighted mean of what is marked; what is not marked yet does not pull it down.

    80 of weight 1 and 50 of weight 2 are 60; a half is rounded up. What weighs nothing counts nowhere.
    """
    weighed = [(marks[key], weight) for key, weight in weights.items() if weight and key in marks]
    in_all = sum(weight for _mark, weight in weighed)
    if not in_all:
        return Total(None, 0)
    return Total((2 * sum(mark * weight for mark, weight in weighed) + in_all) // (2 * in_all), len(weighed))
