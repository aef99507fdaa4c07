"""Counts of several phones put together: in any order, handed in twice, or cut off half way, the end is the same.

Each phone counts for itself and hands in how far its own count has come, not what was pressed since: ``presses`` grows
with every touch of + or -, so of what one counter handed in the highest ``presses`` stands, and the rest is the way
there. Counters never share a number, so what they count adds up.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

MOST_OF_A_SYMBOL = 9_999


@dataclass(frozen=True)
class Handed:
    """How far a counter had come. ``record`` settles which of two stands that say the same number of presses."""

    counter: tuple[UUID, UUID]  # who counts, and on which phone
    presses: int
    counts: Mapping[str, int]
    record: UUID


def standing(handed: Iterable[Handed]) -> list[Handed]:
    """Of each counter what it came to last."""
    latest: dict[tuple[UUID, UUID], Handed] = {}
    for each in handed:
        known = latest.get(each.counter)
        if known is None or (each.presses, each.record) > (known.presses, known.record):
            latest[each.counter] = each
    return list(latest.values())


def total(handed: Iterable[Handed]) -> dict[str, int]:
    """{symbol: how often it was counted, on all phones together}."""
    counted: Counter[str] = Counter()
    for each in standing(handed):
        counted.update(each.counts)
    return dict(counted)
