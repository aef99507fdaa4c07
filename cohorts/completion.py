"""When a learner has completed a cohort, and what is wanting. Plain facts in, plain lines out.

A programme asks for a share of the days, a mark in the test at the end, and a number of approved assignments: what it
does not ask for makes no line. A day is one of the plan, held or still to come; a part of a day that is asked for is a
whole day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cohorts.enums import Condition

# So many days are one step: a weekend of make-up sessions.
DAYS_OF_A_STEP = 2


@dataclass(frozen=True)
class CompletionRule:
    """What is asked, in percent and in numbers; None or 0 where it is not asked."""

    days_percent: int | None = None
    post_test_percent: int | None = None
    assignments_needed: int = 0


@dataclass(frozen=True)
class Reached:
    """How far a learner is: days of the plan, days she was there (or made up), days of the plan that are still to come
    or of which nothing is said of her yet; her best percent in the test at the end (None before she sat it); her
    approved assignments.

    ``test_is_ahead`` where the block of the test has not begun; ``works_ahead`` are the assignments that count, are
    not due yet and not approved; ``make_ups`` the days that she missed and of which a make-up is planned.
    """

    days_planned: int
    days_present: int
    days_to_come: int
    post_test: int | None
    approved: int
    test_is_ahead: bool = False
    works_ahead: int = 0
    make_ups: int = 0


@dataclass(frozen=True)
class Line:
    """One condition: what she has, what it needs, both in days, percent or assignments.

    It ``is_ahead`` where the plan itself still brings what is wanting: nothing of it is late. ``lost`` is how much of
    it nothing that is planned brings any more.
    """

    condition: Condition
    has: int
    needs: int
    is_ahead: bool = False
    lost: int = 0

    @property
    def is_met(self) -> bool:
        return self.has >= self.needs

    @property
    def is_out_of_reach(self) -> bool:
        """Whether what is planned does not do, however well it goes."""
        return self.lost > 0

    @property
    def short(self) -> int:
        """How much is wanting; 0 where nothing is."""
        return max(0, self.needs - self.has)


def days_needed(percent: int, planned: int) -> int:
    """80 percent of 22 days are 18 (17.6 rounded up)."""
    return -(-planned * percent // 100)


def lines_of(rule: CompletionRule, reached: Reached) -> list[Line]:
    """One line for each condition of ``rule``, in the order of :class:`Condition`.

    Days are out of reach where those still to come, and the make-ups planned for what she missed, are fewer than are
    wanting: then only another make-up session helps. Worked: of 17 days 14 are needed, she has 4 and 9 are to come: one
    is lost. With one make-up planned for her 10 are ahead, and none is lost.
    """
    lines = []
    if rule.days_percent:
        needs = days_needed(rule.days_percent, reached.days_planned)
        lost = max(0, needs - reached.days_present - reached.days_to_come - reached.make_ups)
        ahead = not lost and reached.days_present < needs
        lines.append(Line(Condition.DAYS, reached.days_present, needs, is_ahead=ahead, lost=lost))
    if rule.post_test_percent:
        has = reached.post_test or 0
        ahead = reached.test_is_ahead and has < rule.post_test_percent
        lines.append(Line(Condition.POST_TEST, has, rule.post_test_percent, is_ahead=ahead))
    if rule.assignments_needed:
        ahead = 0 < rule.assignments_needed - reached.approved <= reached.works_ahead
        lines.append(Line(Condition.ASSIGNMENTS, reached.approved, rule.assignments_needed, is_ahead=ahead))
    return lines


def has_completed(rule: CompletionRule, reached: Reached) -> bool:
    """Whether every condition is met; a rule that asks for nothing is met by who takes part."""
    return all(line.is_met for line in lines_of(rule, reached))


def one_step_short(lines: Sequence[Line], *, is_over: bool = False) -> Line | None:
    """The condition among ``lines`` that alone is wanting, where one step meets it; else None.

    A step is at most two days, one assignment, or the test at the end where she sat it or has met something else, once
    its block has begun. Who is 14 days short in the second week is not one step short, though nothing else is wanting.

    Where the cohort ``is_over`` days that are out of reach are no step: no more make-ups are planned. While it runs
    they are.
    """
    wanting = [line for line in lines if not line.is_met]
    if len(wanting) != 1:
        return None
    line = wanting[0]
    if line.condition == Condition.POST_TEST:
        is_step = not line.is_ahead and (line.has > 0 or len(lines) > 1)
    elif line.condition == Condition.DAYS:
        is_step = line.short <= DAYS_OF_A_STEP and not (is_over and line.is_out_of_reach)
    else:
        is_step = line.short <= 1
    return line if is_step else None
