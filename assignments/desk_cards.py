"""What assignments lay on a desk: what is to be handed in, and what waits for review; this on a cohort's page too."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assignments import queries
from assignments.due import came_later, is_late
from assignments.enums import WorkState
from assignments.models import Assignment
from cohorts.kinds import Due
from cohorts.models import Cohort
from core.addresses import address_of_view
from desk.cards import Card
from desk.enums import Section
from people.enums import TEACHING_ROLES
from people.models import Person

ON_A_DESK = 3


def cards(person: Person) -> Iterator[Card]:
    """Hers to do, what is due first; to who teaches also how much waits for her. One query each."""
    yield from (_card(assignment) for assignment in queries.to_do(person)[:ON_A_DESK])
    if {grant.role for grant in person.current_grants} & set(TEACHING_ROLES):
        yield from _waiting(person)


def _card(assignment: Assignment) -> Card:
    link, due = address_of_view("assignments:work", assignment.pk), assignment.due_on
    came_on = queries.came_on(assignment)
    words = (
        _("Was due on %(day)s, before you came. Ask your trainer.") if came_later(due, came_on) else _("Due on %(day)s")
    )
    said = words % {"day": date_format(due)} if due else ""
    is_returned = getattr(assignment, "state") == WorkState.RETURNED  # noqa: B009  (annotated by the query)
    text = _("Returned with comments.") if is_returned else _("Field work for you.")
    section = Section.LATE if is_late(due, timezone.localdate(), came_on) else Section.NOW
    action = _("Read the comments") if is_returned else _("Hand in")
    return Card(section, "clipboard-list", assignment.title, link, text, said, action=action, due=due)


def _waiting(person: Person) -> Iterator[Card]:
    waiting = queries.number_waiting(person)
    if not waiting.number:
        return
    since = _("The first since %(day)s") % {"day": date_format(timezone.localtime(waiting.since))}
    link = address_of_view("assignments:waiting")
    yield Card(
        Section.NOW, "clipboard-list", _("Assignments"), link, _number_said(waiting.number), since, action=_("Review")
    )


def due_there(viewer: Person, cohort: Cohort) -> Iterator[Due]:
    """What waits for the review of ``viewer`` in a cohort."""
    waiting = queries.number_waiting(viewer, cohort)
    if waiting.number:
        yield Due("clipboard-list", _number_said(waiting.number), address_of_view("assignments:cohort", cohort.pk))


def _number_said(number: int) -> str:
    return (
        ngettext("%d piece of work waits for your review.", "%d pieces of work wait for your review.", number) % number
    )
