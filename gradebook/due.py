"""What is due in a cohort, for who runs it. Plain facts in, plain lines out.

Worked: a cohort of ten days whose last was yesterday, two lists not taken, three people who have not taken the test at
the end, four who have completed and hold no certificate: lists 2, test 3, certificates 4. Once these are done and the
cohort has finished, it can be closed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from cohorts.enums import CohortState
from gradebook.enums import DueThing

# So long before the first day people must be able to join.
OPEN_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class CohortFacts:
    """What is known of a cohort.

    Its state and first day, the last day of its plan (None without sessions), and how many people asked to join,
    sessions are without a list or have one that is half taken, people are marked in two ways, learners have not taken
    the test at the end, and have completed without a certificate.
    """

    state: str
    starts_on: date
    last_day: date | None
    asked: int = 0
    without_list: int = 0
    half_taken: int = 0
    differing: int = 0
    not_tested: int = 0
    without_certificate: int = 0


@dataclass(frozen=True)
class Due:
    """Something to do, and of how much."""

    thing: DueThing
    number: int = 1


def may_be_due(state: str) -> bool:
    """Whether anything but a certificate may still be due: in a closed cohort nothing is."""
    return state != CohortState.CLOSED


def due_in(facts: CohortFacts, today: date) -> list[Due]:
    """In the order of :class:`DueThing`. The test is due from the last day of the plan on."""
    is_closed = not may_be_due(facts.state)
    is_over = facts.last_day is not None and facts.last_day <= today
    opens_late = facts.state == CohortState.PLANNED and facts.starts_on - today <= OPEN_BEFORE
    numbers = {
        DueThing.ASKED: 0 if is_closed else facts.asked,
        DueThing.OPENING: int(opens_late),
        DueThing.LISTS: 0 if is_closed else facts.without_list,
        DueThing.HALF_TAKEN: 0 if is_closed else facts.half_taken,
        DueThing.DIFFERING: 0 if is_closed else facts.differing,
        DueThing.TEST: facts.not_tested if is_over and not is_closed else 0,
        DueThing.CERTIFICATES: facts.without_certificate,
    }
    found = [Due(thing, number) for thing, number in numbers.items() if number]
    if not found and facts.state == CohortState.FINISHED:
        return [Due(DueThing.CLOSING)]
    return found
