"""Drawing the questions of a test by rule: so many of each difficulty and objective. Plain facts in, plain facts out.

A part may leave the difficulty open, or the objective, so that one question may do for several parts. Which does for
which is found by exchange: where a part finds none left, one that another part has taken is given up for another. So as
many parts as can be are whole: of one easy and one hard question, "one of any, one easy" finds both, whichever is drawn
first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Part:
    """``how_many`` questions of a ``difficulty`` (0: of any) on an ``objective``, a lesson (None: on any)."""

    how_many: int
    difficulty: int = 0
    objective: UUID | None = None

    def written(self) -> dict[str, Any]:
        """As it is kept; :func:`read_parts` reads it."""
        objective = str(self.objective) if self.objective else None
        return {"how_many": self.how_many, "difficulty": self.difficulty, "objective": objective}


@dataclass(frozen=True)
class Traits:
    """What is asked of a question: its difficulty, and the lesson after which one can answer it."""

    difficulty: int
    objective: UUID

    def does_for(self, part: Part) -> bool:
        """Whether it may be drawn for ``part``."""
        return part.difficulty in (0, self.difficulty) and part.objective in (None, self.objective)


def read_parts(written: Iterable[Mapping[str, Any]] | None) -> list[Part]:
    """The parts of a rule as they are kept; none where there is no rule."""
    return [
        Part(each["how_many"], each["difficulty"], UUID(each["objective"]) if each["objective"] else None)
        for each in written or ()
    ]


def draw(parts: Sequence[Part], bank: Sequence[Traits], seed: int) -> list[list[int]]:
    """For each part the places in ``bank`` of what is drawn for it: as many as there are, and the same by one seed."""
    order = list(range(len(bank)))
    Random(seed).shuffle(order)  # noqa: S311  (no secret)
    wanted = [number for number, part in enumerate(parts) for _ in range(part.how_many)]
    fits = [[place for place in order if bank[place].does_for(part)] for part in parts]
    taken: dict[int, int] = {}

    def find(want: int, tried: set[int]) -> bool:
        """One for ``want``, or one that whoever has it can do without."""
        for place in fits[wanted[want]]:
            if place not in tried:
                tried.add(place)
                if place not in taken or find(taken[place], tried):
                    taken[place] = want
                    return True
        return False

    for want in range(len(wanted)):
        find(want, set())
    return [
        [place for place in order if place in taken and wanted[taken[place]] == number] for number in range(len(parts))
    ]
