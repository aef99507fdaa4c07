"""What the gradebook lays on the desk of a partner: how the cohorts of her organisation stand, and what is due."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendance.queries import average_of
from cohorts.enums import CohortState
from cohorts.permissions import organisation_run_by
from cohorts.queries import cohorts_run_by
from desk.cards import Card
from desk.enums import Section
from gradebook.enums import DueThing
from gradebook.queries import RunCohort, counts_in_figures, due_lines, figures_of_running, run_cohorts
from people.enums import Role
from people.models import Person

# Day by day no more than these; of a large organisation the card says how many cohorts, the page how each stands.
COHORTS_LOOKED_INTO = 40
# Cards of what is due: the page has the rest.
DUE_ON_A_DESK = 4
# What no other app lays on her desk.
OF_OURS = {
    DueThing.OPENING: ("calendar", gettext_lazy("Open it")),
    DueThing.DIFFERING: ("clipboard-list", gettext_lazy("Decide")),
    DueThing.TEST: ("pencil", gettext_lazy("See who")),
    DueThing.CERTIFICATES: ("award", gettext_lazy("Give them")),
    DueThing.CLOSING: ("check-check", gettext_lazy("Close it")),
}


def cards(person: Person) -> Iterator[Card]:
    """Of a partner, in eleven queries; of anybody else none."""
    if Role.PARTNER not in {grant.role for grant in person.current_grants}:
        return
    counting = cohorts_run_by(person).filter(counts_in_figures())  # the closed are last; a certificate may be due there
    rows = run_cohorts(person, list(counting[:COHORTS_LOOKED_INTO]))
    yield _all_together(person, [row for row in rows if row.cohort.state != CohortState.CLOSED])
    due = [(row, line) for row in rows for line in due_lines(row) if line.thing in OF_OURS]
    for row, line in due[:DUE_ON_A_DESK]:
        icon, action = OF_OURS[line.thing]
        yield Card(Section.NOW, icon, row.cohort.name, line.address, line.words, action=str(action))


def _all_together(person: Person, rows: Sequence[RunCohort]) -> Card:
    """How many they are, of all and as the page says it; what is said of ``rows``, only where these are all."""
    counted = figures_of_running(person)
    are_all = len(rows) == counted.cohorts
    average = average_of([day for row in rows for day in row.days.held]) if are_all else None
    facts = [
        (_("Cohorts"), counted.cohorts),
        (_("Learners"), counted.learners),
        *([(_("Came (%)"), average.percent)] if average else []),
        (_("Completed, closed cohorts too") if counted.closed else _("Completed"), counted.completed),
    ]
    title = str(organisation_run_by(person) or _("Cohorts you run"))
    text = " ".join(filter(None, [_due_in_words(rows) if are_all else "", _closed_in_words(counted.closed)]))
    link, action = reverse("gradebook:running"), _("See the cohorts")
    return Card(Section.PLACES, "handshake", title, link, text, action=action, facts=facts)


def _closed_in_words(number: int) -> str:
    """Where who has completed is counted besides the cohorts of which the card tells."""
    words = ngettext(
        "Completed: also in %d closed cohort of the last 12 months.",
        "Completed: also in %d closed cohorts of the last 12 months.",
        number,
    )
    return words % number if number else ""


def _due_in_words(rows: Sequence[RunCohort]) -> str:
    due = sum(len(row.due) for row in rows)
    return ngettext("%d thing is due.", "%d things are due.", due) % due if due else _("Nothing is due.")
