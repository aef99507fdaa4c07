"""What is due in a cohort, in the reader's language, each with where it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Cohort
from cohorts.permissions import cohorts_taught_by
from cohorts.queries import cohorts_with_numbers
from gradebook.due import Due
from gradebook.enums import DueThing
from gradebook.queries.running import RunCohort, run_cohorts
from people.models import Person

# Where each is done: an address with the cohort's key in it.
PAGES = {
    DueThing.ASKED: "cohorts:coming-and-going",
    DueThing.OPENING: "cohorts:cohort",
    DueThing.LISTS: "attendance:cohort",
    DueThing.HALF_TAKEN: "attendance:cohort",
    DueThing.DIFFERING: "attendance:cohort",
    DueThing.TEST: "gradebook:completing",
    DueThing.CERTIFICATES: "gradebook:completing",
    DueThing.CLOSING: "cohorts:cohort",
}


@dataclass(frozen=True)
class DueLine:
    """Something to do in a cohort, in words."""

    thing: DueThing
    words: str
    address: str


def due_lines(row: RunCohort) -> list[DueLine]:
    """What is due in the cohort of ``row``, what people wait for first."""
    key = row.cohort.pk
    return [DueLine(each.thing, _said(each, row), reverse(PAGES[each.thing], args=[key])) for each in row.due]


def due_in_one(viewer: Person, cohort: Cohort) -> list[DueLine]:
    """What is due in a cohort that ``viewer`` teaches; as many queries as :func:`run_cohorts` has."""
    rows = run_cohorts(viewer, list(cohorts_with_numbers(cohorts_taught_by(viewer).filter(pk=cohort.pk))))
    return [line for row in rows for line in due_lines(row)]


def not_completed_in_words(number: int) -> str:
    """Of a cohort that is over: nothing is due of them, and not all is well."""
    return ngettext("%d learner has not completed.", "%d learners have not completed.", number) % number


def _said(due: Due, row: RunCohort) -> str:
    if due.thing == DueThing.OPENING:
        return _("Begins on %(day)s and is not open to join.") % {"day": date_format(row.cohort.starts_on)}
    if due.thing == DueThing.CLOSING and row.not_completed:
        return f"{_('Nothing is due: it can be closed.')} {not_completed_in_words(row.not_completed)}"
    if due.thing == DueThing.CLOSING:
        return _("All is done: it can be closed.")
    return _counted(due) % due.number


def _counted(due: Due) -> str:
    if due.thing == DueThing.ASKED:
        return ngettext("%d person asks to join.", "%d people ask to join.", due.number)
    if due.thing == DueThing.LISTS:
        return ngettext("Attendance of %d session is not taken.", "Attendance of %d sessions is not taken.", due.number)
    if due.thing == DueThing.HALF_TAKEN:
        return ngettext("In %d session not everybody is marked.", "In %d sessions not everybody is marked.", due.number)
    if due.thing == DueThing.DIFFERING:
        return ngettext("Two marks of %d person differ.", "Two marks of %d people differ.", due.number)
    if due.thing == DueThing.TEST:
        return ngettext(
            "%d learner has not taken the test at the end.",
            "%d learners have not taken the test at the end.",
            due.number,
        )
    return ngettext(
        "%d learner has completed and has no certificate.",
        "%d learners have completed and have no certificate.",
        due.number,
    )
