"""What attendance lays on a desk: the list of today's session, instead of the card of that session."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendance.queries import SessionLine, sessions_not_taken, sessions_of_today
from cohorts.kinds import about_session
from cohorts.permissions import cohorts_taught_by
from desk.cards import Card
from desk.enums import Section
from people.enums import TEACHING_ROLES
from people.models import Person

LISTS_ON_A_DESK = 4


def cards(person: Person) -> Iterator[Card]:
    """Who teaches: the sessions of today, and that some of before are not taken."""
    if not {grant.role for grant in person.current_grants} & set(TEACHING_ROLES):
        return
    taught = cohorts_taught_by(person)
    for line in sessions_of_today(taught)[:LISTS_ON_A_DESK]:
        yield _card_of(line)
    waiting = len(sessions_not_taken(taught))
    if waiting:
        text = (
            ngettext("Attendance of %d session is not taken.", "Attendance of %d sessions is not taken.", waiting)
            % waiting
        )
        link = reverse("attendance:today")
        yield Card(Section.LATE, "clipboard-list", _("Attendance"), link, text, action=_("See which"))


def _card_of(line: SessionLine) -> Card:
    begins = timezone.localtime(line.starts_at)
    said = {"time": date_format(begins, "TIME_FORMAT"), "title": line.title}
    instead_of = about_session(line.key)
    if line.was_taken:
        text = _("%(present)s here, %(absent)s absent") % {"present": line.present + line.late, "absent": line.absent}
        link, action = reverse("attendance:session", args=[line.key]), _("See the list")
        return Card(Section.WELL, "check", line.cohort.name, link, text, action=action, instead_of=instead_of)
    link = reverse("attendance:mark", args=[line.key])
    text = _("Today at %(time)s: %(title)s") % said
    return Card(
        Section.NOW,
        "clipboard-list",
        line.cohort.name,
        link,
        text,
        line.venue,
        action=_("Take attendance"),
        due=begins.date(),
        instead_of=instead_of,
    )
