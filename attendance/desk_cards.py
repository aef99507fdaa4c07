"""What attendance lays on a desk and on the page of a cohort: the list of today's session."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendance.queries import SessionLine, sessions_near, sessions_not_taken, sessions_to_go_on_with
from cohorts.kinds import Due, about_session
from cohorts.models import Cohort
from cohorts.permissions import cohorts_taught_by
from desk.cards import Card
from desk.enums import Section
from people.enums import TEACHING_ROLES
from people.models import Person

# Each is kept along on the phone. Of more sessions than these there is the card of the cohort, which leads to the plan.
LISTS_ON_A_DESK = 4


def cards(person: Person) -> Iterator[Card]:
    """Who teaches: the sessions of today and tomorrow, and that some of before are not taken."""
    if not {grant.role for grant in person.current_grants} & set(TEACHING_ROLES):
        return
    taught = cohorts_taught_by(person)
    for line in sessions_near(taught)[:LISTS_ON_A_DESK]:
        yield _card_of(line)
    open_lists = sessions_not_taken(taught)
    half = sum(line.was_taken for line in open_lists)
    waiting = len(open_lists) - half
    said = []
    if waiting:
        said.append(
            ngettext("Attendance of %d session is not taken.", "Attendance of %d sessions is not taken.", waiting)
            % waiting
        )
    if half:
        said.append(
            ngettext("In %d session not everybody is marked.", "In %d sessions not everybody is marked.", half) % half
        )
    if said:
        text = " ".join(said)
        link = reverse("attendance:today")
        yield Card(Section.LATE, "clipboard-list", _("Attendance"), link, text, action=_("See which"))


def due_today(viewer: Person, cohort: Cohort) -> Iterator[Due]:
    """The sessions of today in a cohort that ``viewer`` teaches, each with its list; then lists that are half taken."""
    for line in sessions_to_go_on_with(cohorts_taught_by(viewer).filter(pk=cohort.pk)):
        if not line.is_today:
            yield _half_taken(line)
            continue
        begins = date_format(timezone.localtime(line.starts_at), "TIME_FORMAT")
        said = _("Today at %(time)s, %(venue)s") % {"time": begins, "venue": line.venue}
        page, icon, action = "mark", "clipboard-list", _("Take attendance")
        if line.is_to_come:
            said = f"{said} · {_opens(line)}"
        if line.was_taken:
            said, page, icon, action = f"{said} · {_counted(line)}", "session", "check", _("See the list")
        if line.not_marked:
            page, icon, action = "mark", "clipboard-list", _("Go on with the list")
        address = reverse(f"attendance:{page}", args=[line.key])
        yield Due(icon, said, address, line.title, line.language, action, is_now=True, is_done=_is_done(line))


def _half_taken(line: SessionLine) -> Due:
    said = f"{line.title}, {date_format(timezone.localtime(line.starts_at))} · {_counted(line)}"
    return Due("clipboard-list", said, reverse("attendance:mark", args=[line.key]))


def _counted(line: SessionLine) -> str:
    said = {"present": line.present + line.late, "absent": line.absent, "open": line.not_marked}
    if line.not_marked:
        counted = _("%(present)s here, %(absent)s absent, %(open)s not marked yet") % said
    else:
        counted = _("%(present)s here, %(absent)s absent") % said
    if line.differing:
        number = line.differing
        counted += f" · {ngettext('%(number)s to decide', '%(number)s to decide', number) % {'number': number}}"
    return counted


def _is_done(line: SessionLine) -> bool:
    """Whether something is said of everybody on it, and nothing is left to decide."""
    return line.was_taken and not (line.not_marked or line.differing)


def _opens(line: SessionLine) -> str:
    return _("The list opens at %(time)s") % {"time": date_format(timezone.localtime(line.opens_at), "TIME_FORMAT")}


def _card_of(line: SessionLine) -> Card:
    if line.was_taken:
        return _card_of_taken(line)
    begins = timezone.localtime(line.starts_at)
    said = {"time": date_format(begins, "TIME_FORMAT"), "title": line.title}
    text = (_("Today at %(time)s: %(title)s") if line.is_today else _("Tomorrow at %(time)s: %(title)s")) % said
    # What is to be done stays its name also before: a phone may keep this page until then.
    opens = [_opens(line)] if line.is_today and line.is_to_come else []
    return Card(
        Section.NOW,
        "clipboard-list",
        line.cohort.name,
        reverse("attendance:mark", args=[line.key]),
        text,
        " · ".join([line.venue, *opens]),
        action=_("Take attendance") if line.is_today else _("To the session"),
        due=begins.date(),
        instead_of=about_session(line.key),
        goes_along=True,  # there may be no network in the hall
    )


def _card_of_taken(line: SessionLine) -> Card:
    """To go on with it, to decide, or done."""
    section, icon, page, action = Section.WELL, "check", "mark", _("See the list")
    if line.not_marked:
        section, icon, action = Section.NOW, "clipboard-list", _("Go on with the list")
    elif line.differing:
        section, icon, page, action = Section.NOW, "alert-triangle", "session", _("Decide")
    return Card(
        section,
        icon,
        line.cohort.name,
        reverse(f"attendance:{page}", args=[line.key]),
        _counted(line),
        action=action,
        due=timezone.localdate(line.starts_at) if section == Section.NOW else None,
        instead_of=about_session(line.key),
        # Another may have begun it: whoever comes next goes on in the hall, also without network.
        goes_along=bool(line.not_marked) or line.is_today,
    )
