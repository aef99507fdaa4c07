"""What completes a learner's programme, condition by condition, in the reader's language."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendance.queries import StillHers
from cohorts.completion import Line
from cohorts.enums import Condition
from gradebook.enums import ASSIGNMENTS, DAYS
from gradebook.queries.books import Book, still_counting
from gradebook.weighing import Marks


@dataclass(frozen=True)
class Explained:
    """A condition: its name, whether it is met, where she stands and what would do. ``lesson`` is the one to take.

    It ``is_ahead`` where the plan still brings what is wanting.
    """

    name: str
    is_met: bool
    stands: str
    would_do: str = ""
    lesson: str = ""
    is_ahead: bool = False


def wanting_of(line: Line) -> str:
    """What is wanting of a condition in a few words, or what of it is still to come by the plan.

    Days are counted in one way wherever they stand in a list: as to go where the plan and the make-ups planned for her
    bring them all, else as those for which another make-up is needed.
    """
    if line.is_out_of_reach:
        return ngettext("needs a make-up: %d day", "needs make-ups: %d days", line.lost) % line.lost
    if not line.is_ahead:
        return _short_of(line)
    if line.condition == Condition.DAYS:
        return ngettext("%d day to go", "%d days to go", line.short) % line.short
    if line.condition == Condition.ASSIGNMENTS:
        return ngettext("%d assignment to go", "%d assignments to go", line.short) % line.short
    return _("test at the end still to come")


def _short_of(line: Line) -> str:
    if line.condition == Condition.ASSIGNMENTS:
        return ngettext("%d assignment short", "%d assignments short", line.short) % line.short
    said = _("test at the end: %(has)d%%, %(needs)d%% needed") if line.has else _("test at the end: %(needs)d%% needed")
    return said % {"has": line.has, "needs": line.needs}


def explained(
    book: Book,
    marks: Marks,
    still: StillHers,
    today: date,
    approved: Collection[str] = (),
    by_hand: Collection[str] = (),
) -> list[Explained]:
    """Each condition of ``book`` for who has these ``marks``, some of them ``by_hand``, and ``approved`` assignments.

    ``still`` is what the days held may bring her yet.
    """
    still = still_counting(still, by_hand)
    marked_as = {Condition.DAYS: DAYS, Condition.ASSIGNMENTS: ASSIGNMENTS, Condition.POST_TEST: book.post_test}
    found = []
    for line in book.lines(marks, book.ahead(today), approved, still):
        each = _explained(line, book, marks, still, today)
        is_by_hand = marked_as[line.condition] in by_hand
        found.append(replace(each, stands=f"{each.stands} {_('Written by hand.')}") if is_by_hand else each)
    return found


def _explained(line: Line, book: Book, marks: Marks, still: StillHers, today: date) -> Explained:
    name, sat = str(line.condition.label), book.post_test in marks
    said = partial(Explained, name, line.is_met, is_ahead=line.is_ahead)
    if line.condition == Condition.POST_TEST:
        may_sit = not line.is_met and not line.is_ahead
        would_do = "" if line.is_met else _test_would_do(book, sat=sat, is_ahead=line.is_ahead)
        return said(_test_stands(line, sat=sat), would_do, book.post_test if may_sit else "")
    if line.condition == Condition.ASSIGNMENTS:
        stands = _("%(has)d approved, %(needs)d needed.") % {"has": line.has, "needs": line.needs}
        more = ngettext("Hand in %d assignment more.", "Hand in %d assignments more.", line.short) % line.short
        return said(stands, "" if line.is_met else more)
    stands = ngettext("%(has)d day present, %(needs)d needed.", "%(has)d days present, %(needs)d needed.", line.has) % {
        "has": line.has,
        "needs": line.needs,
    }
    if line.is_met:
        return said(stands)
    short = ngettext("%d day short.", "%d days short.", line.short) % line.short
    return said(f"{stands} {short}", _days_would_do(line, book, still, today))


def _test_would_do(book: Book, *, sat: bool, is_ahead: bool) -> str:
    """What is locked until its block begins is not to be done yet."""
    if is_ahead and book.test_opens_on:
        return _("It opens on %(day)s.") % {"day": date_format(book.test_opens_on)}
    return _("Try again.") if sat else _("Take the test.")


def _test_stands(line: Line, *, sat: bool) -> str:
    if not sat:
        return _("Not taken yet, %(needs)d%% needed.") % {"needs": line.needs}
    return _("%(has)d%%, %(needs)d%% needed.") % {"has": line.has, "needs": line.needs}


def _days_would_do(line: Line, book: Book, still: StillHers, today: date) -> str:
    """The days of the plan first, and those of which nothing is said of her; then make-up sessions for what they cannot
    give.
    """
    to_come = book.days_open(today) + still.not_marked
    missing = line.short - to_come
    if line.is_out_of_reach:
        return _not_enough(line, still) % line.lost
    if missing <= 0 and still.not_marked:
        return (
            ngettext(
                "%d day is still to come, or not marked yet.",
                "%d days are still to come, or not marked yet.",
                to_come,
            )
            % to_come
        )
    if missing <= 0 and book.without_list:
        return (
            ngettext(
                "%d day is still to come, or its list is not taken yet.",
                "%d days are still to come, or their lists are not taken yet.",
                to_come,
            )
            % to_come
        )
    if missing <= 0:
        return ngettext("%d day is still to come.", "%d days are still to come.", to_come) % to_come
    days = ", ".join(date_format(day) for day in dict.fromkeys(still.make_ups[:missing]))
    if still.not_marked:
        said = ngettext(
            "All days still to come or not marked yet and the make-up on %(days)s would do.",
            "All days still to come or not marked yet and the make-ups on %(days)s would do.",
            missing,
        )
    elif to_come:
        said = ngettext(
            "All days still to come and the make-up on %(days)s would do.",
            "All days still to come and the make-ups on %(days)s would do.",
            missing,
        )
    else:
        said = ngettext("The make-up on %(days)s would do.", "The make-ups on %(days)s would do.", missing)
    return said % {"days": days}


def _not_enough(line: Line, still: StillHers) -> str:
    if still.not_marked:
        return ngettext(
            "The days still to come or not marked yet are not enough: ask for a make-up of %d day.",
            "The days still to come or not marked yet are not enough: ask for make-ups of %d days.",
            line.lost,
        )
    return ngettext(
        "The days still to come are not enough: ask for a make-up of %d day.",
        "The days still to come are not enough: ask for make-ups of %d days.",
        line.lost,
    )
