"""What a summary keeps of one learner and one activity. Plain data in and out.

A cell is written ``[read, passed, tries, best percent, when last handed in]``, each 0 or 1, a number or an ISO moment,
without the zeros at its end: ``[]`` is begun and no more, ``[1]`` read to the end. An activity that she has not begun
has no cell.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cohorts.enums import Step

WrittenCells = Mapping[str, list[Any]]

# One try that went wrong is how one learns.
TRIES_TO_FAIL = 2


class Cell(NamedTuple):
    """What she has done with an activity that she has begun. ``percent`` and ``last_at`` say nothing of no tries.

    ``last_at`` is the ISO moment at which she last handed in.
    """

    is_read: bool = False
    is_passed: bool = False
    tries: int = 0
    percent: int = 0
    last_at: str = ""

    @property
    def step(self) -> Step:
        """How far she is."""
        if self.is_passed:
            return Step.PASSED
        return Step.READ if self.is_read else Step.BEGUN

    @property
    def fails(self) -> bool:
        """Whether she handed in its questions so often and has not passed."""
        return self.tries >= TRIES_TO_FAIL and not self.is_passed

    def written(self) -> list[Any]:
        """As a summary keeps it."""
        parts: list[Any] = [int(self.is_read), int(self.is_passed), self.tries, self.percent, self.last_at]
        while parts and not parts[-1]:
            parts.pop()
        return parts


def cell_of(written: list[Any]) -> Cell:
    """What :meth:`Cell.written` wrote."""
    read, passed, *others = [*written, 0, 0][: max(2, len(written))]
    return Cell(bool(read), bool(passed), *others)
