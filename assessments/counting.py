"""Which of several tries at a test counts: the one rule of results, gradebook and unlocking. Plain facts in and out.

Worked, of 40, 80 and 59 in this order where 60 are needed: the best is 80, the last 59, the first 40, the average 59
(of 59.67). Only by the best is it passed.

An average is cut to whole percents and not rounded: nobody is told 60 who has not reached 60.
"""

from collections.abc import Sequence
from typing import NamedTuple

from assessments.enums import Counting


class Try(NamedTuple):
    """What one try came to that was handed in, and the percent that was needed then."""

    percent: int
    passed: bool
    needed: int


def percent_counting(rule: str, percents: Sequence[int]) -> int:
    """The percent that counts of tries in the order in which they were handed in; of one at least."""
    if rule == Counting.AVERAGE:
        return sum(percents) // len(percents)
    if rule == Counting.FIRST:
        return percents[0]
    return percents[-1] if rule == Counting.LAST else max(percents)


def is_passed(rule: str, tries: Sequence[Try]) -> bool:
    """Whether ``tries``, in order, count as passed: by no rule where none was.

    An average is held against what the newest of them needed.
    """
    if not any(each.passed for each in tries):
        return False
    if rule == Counting.AVERAGE:
        return percent_counting(rule, [each.percent for each in tries]) >= tries[-1].needed
    if rule == Counting.FIRST:
        return tries[0].passed
    return tries[-1].passed if rule == Counting.LAST else True
