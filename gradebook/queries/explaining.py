"""What completes a learner's programme, condition by condition, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.completion import Line
from cohorts.enums import Condition
from cohorts.models import Cohort, Session
from gradebook.queries.books import Book
from gradebook.weighing import Marks


@dataclass(frozen=True)
class Explained:
    """A condition: its name, whether it is met, where she stands and what would do. ``lesson`` is the one to take."""

    name: str
    is_met: bool
    stands: str
    would_do: str = ""
    lesson: str = ""


def short_of(line: Line) -> str:
    """What is wanting of a condition, in a few words."""
    if line.condition == Condition.DAYS:
        return ngettext("%d day short", "%d days short", line.short) % line.short
    if line.condition == Condition.ASSIGNMENTS:
        return ngettext("%d assignment short", "%d assignments short", line.short) % line.short
    said = _("test at the end: %(has)d%%, %(needs)d%% needed") if line.has else _("test at the end: %(needs)d%% needed")
    return said % {"has": line.has, "needs": line.needs}


def make_up_days(cohort: Cohort) -> list[date]:
    """The days still to come on which ``cohort`` holds a make-up session; one query."""
    sessions = Session.objects.standing().filter(block__cohort=cohort, makes_up__isnull=False)
    ahead = sessions.filter(starts_at__gte=timezone.now()).values_list("starts_at", flat=True)
    return sorted({timezone.localdate(at) for at in ahead})


def explained(book: Book, marks: Marks, make_ups: Sequence[date], today: date) -> list[Explained]:
    """Each condition of ``book`` for who has these ``marks``."""
    return [_explained(line, book, marks, make_ups, today) for line in book.lines(marks, today)]


def _explained(line: Line, book: Book, marks: Marks, make_ups: Sequence[date], today: date) -> Explained:
    name = str(line.condition.label)
    if line.condition == Condition.POST_TEST:
        stands = _test_stands(line, sat=book.post_test in marks)
        return Explained(name, line.is_met, stands, "" if line.is_met else _("Try again."), book.post_test)
    if line.condition == Condition.ASSIGNMENTS:
        stands = _("%(has)d approved, %(needs)d needed.") % {"has": line.has, "needs": line.needs}
        more = ngettext("Hand in %d assignment more.", "Hand in %d assignments more.", line.short) % line.short
        return Explained(name, line.is_met, stands, "" if line.is_met else more)
    stands = ngettext("%(has)d day present, %(needs)d needed.", "%(has)d days present, %(needs)d needed.", line.has) % {
        "has": line.has,
        "needs": line.needs,
    }
    if line.is_met:
        return Explained(name, line.is_met, stands)
    short = ngettext("%d day short.", "%d days short.", line.short) % line.short
    return Explained(name, line.is_met, f"{stands} {short}", _days_would_do(line, book, make_ups, today))


def _test_stands(line: Line, *, sat: bool) -> str:
    if not sat:
        return _("Not taken yet, %(needs)d%% needed.") % {"needs": line.needs}
    return _("%(has)d%%, %(needs)d%% needed.") % {"has": line.has, "needs": line.needs}


def _days_would_do(line: Line, book: Book, make_ups: Sequence[date], today: date) -> str:
    """The days of the plan first, then make-up sessions for what they cannot give."""
    to_come = book.days_open(today)
    if not line.is_out_of_reach and book.without_list:
        return (
            ngettext(
                "%d day is still to come, or its list is not taken yet.",
                "%d days are still to come, or their lists are not taken yet.",
                to_come,
            )
            % to_come
        )
    if not line.is_out_of_reach:
        return ngettext("%d day is still to come.", "%d days are still to come.", to_come) % to_come
    missing = line.short - to_come
    if missing > len(make_ups):
        return _("The days still to come are not enough: ask for a make-up session.")
    days = ", ".join(date_format(day) for day in make_ups[:missing])
    if to_come:
        said = ngettext(
            "All days still to come and the make-up on %(days)s would do.",
            "All days still to come and the make-ups on %(days)s would do.",
            missing,
        )
    else:
        said = ngettext("The make-up on %(days)s would do.", "The make-ups on %(days)s would do.", missing)
    return said % {"days": days}
