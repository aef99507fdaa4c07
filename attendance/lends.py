"""What attendance lends: marks to what phones hand in, pages of the day, desk cards, what is kept of a person."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attendance.desk_cards import cards, due_today
from attendance.enums import ATTENDANCE, DIFFER, MISSED, SHEET, Presence
from attendance.forms import STATE, SheetForm, SheetPhotoForm, photo_without_notes
from attendance.models import Mark, Scan, SheetPhoto
from attendance.permissions import sessions_marked_by
from attendance.queries import (
    differing_among,
    people_counted,
    people_ever_in,
    sessions_counted,
    sessions_of_today,
    taken_among,
    titles_of,
)
from attendance.rule_kinds import DAYS, WAS_THERE
from attendance.services import keep_sheet_photo, mark_people, tell_missed
from attendance.tables import DAYS_COLUMN
from cohorts.kinds import (
    CohortLink,
    SessionLists,
    Ways,
    cohort_links,
    due_in_cohort,
    learner_columns,
    session_lists,
)
from cohorts.permissions import cohorts_taught_by, teaches_cohorts
from courses.kinds import CONDITION_KINDS
from desk.cards import desk_cards
from jobs.schedules import Daily
from jobs.services import register_schedule
from notifications.kinds import Data, notice_kinds, said_outside, said_where_it_leads
from offline.kinds import KeptPage, pages_of_today, private_files
from people.models import Person, User
from people.queries import KEPT, Kept
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Facts, Handed, Kind, nothing_to_read, submission_kinds


def sheet_form(person: Person, handed: Handed) -> SheetForm:
    """About a session, by its key."""
    session = handed.row_about(sessions_marked_by(person))
    if session is None:
        raise NotYours
    return SheetForm(handed.fields, session=session, people=people_ever_in(session))


def keep_marks(person: Person, handed: Handed, form: SheetForm) -> Facts:
    """Each mark has an id of its own: a sheet that comes again, or in part with another one, changes nothing.

    The page is told of whom something else stands too, and what, so that it does not say that all is well.
    """
    marks = form.cleaned_data["marks"]
    mark_people(form.session, marks, by=person, device_at=handed.device_at)
    differing = differing_among(form.session, {mark.person for mark in marks})
    return {"differing": {str(each): list(map(str, stands)) for each, stands in differing.items()}} if differing else {}


def sheet_photo_form(person: Person, handed: Handed) -> SheetPhotoForm:
    """About a session, by its key."""
    if handed.row_about(sessions_marked_by(person)) is None:
        raise NotYours
    return SheetPhotoForm(handed.fields)


def keep_photo(person: Person, handed: Handed, form: SheetPhotoForm) -> Facts:
    """It is evidence beside the marks. Where the same is kept already she is told so: nothing is left for her to do."""
    photo = SheetPhoto(id=handed.id, session_id=int(handed.about), device_at=handed.device_at)
    is_new = keep_sheet_photo(photo, form.cleaned_data["photo"], by=person)
    return {} if is_new else {"said": gettext("The same photo is kept with this session already: it is kept once.")}


def known_photo(photo: SheetPhoto, handed: Handed) -> dict[str, Any]:
    """Nothing more than that it is known, where it was handed in for the same session."""
    if str(photo.session_id) != handed.about:
        raise IdIsTaken
    return {}


def sessions_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """Those in which the reader takes attendance."""
    keys = {about: int(about) for about in abouts if about.isdecimal() and len(about) < 10}
    sessions = list(sessions_marked_by(reader).filter(pk__in=keys.values()))
    titles = titles_of(sessions)
    return {about: titles[key] for about, key in keys.items() if key in titles}


def marks_counted(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """How many are marked in each sheet, by what is said of them; whose marks they are is read on the page."""
    said = {}
    for each in handed:
        values = [str(value).partition("/")[0] for name, value in each.fields.items() if name.startswith(STATE)]
        counts = [(label, values.count(str(value))) for value, label in Presence.choices]
        said[each.id] = [gettext("%(state)s: %(number)s") % {"state": name, "number": n} for name, n in counts if n]
    return said


def say_missed(reader: Person, notices: list[Data]) -> list[str]:
    """Without a reproach, and with what to do where it is wrong."""
    sentence = gettext("You were missed on %(day)s in %(cohort)s. If you were there, tell your trainer.")
    return [sentence % {**data, "day": date_format(date.fromisoformat(data["day"]))} for data in notices]


def say_difference(reader: Person, notices: list[Data]) -> list[str]:
    """Neither is said to be wrong."""
    sentence = gettext("On %(day)s two marks differ in %(cohort)s. Both are kept: say which is right.")
    return [sentence % {**data, "day": date_format(date.fromisoformat(data["day"]))} for data in notices]


def lists_of_today(user: User) -> Iterator[KeptPage]:
    """The lists of today's sessions, that of the first one first, and the forms for photos of the signed papers."""
    if user.person is None or not teaches_cohorts(user.person):
        return
    for line in sessions_of_today(cohorts_taught_by(user.person)):
        yield KeptPage(reverse("attendance:mark", args=[line.key]))
        yield KeptPage(reverse("attendance:add-sheet", args=[line.key]))
    yield KeptPage(reverse("attendance:today"))


cohort_links.register(
    "attendance", CohortLink("clipboard-list", _("Attendance"), "attendance:cohort", to_teachers=True, among=Ways.DAYS)
)
due_in_cohort.register("attendance", due_today)
cohort_links.register("my-days", CohortLink("calendar", _("My days"), "attendance:mine", to_learners=True))
learner_columns.register("days", DAYS_COLUMN)
session_lists.register("attendance", SessionLists(taken_among, people_counted, sessions_counted))
notice_kinds.register(MISSED, say_missed)
notice_kinds.register(DIFFER, say_difference)
said_outside.register(DIFFER, "a day and a cohort, and of whom on the page alone")
said_outside.register(MISSED, "a day and a cohort, without a reproach")
said_where_it_leads.register(DIFFER, "both marks stand on the list")
register_schedule("attendance.tell_missed", tell_missed, Daily(time(18, 30)))
desk_cards.register("attendance", cards)
pages_of_today.register("attendance", lists_of_today)
KEPT.register("attendance", Kept(_("When you were there"), Mark, hidden=("over", "corrects", "stands")))
KEPT.register("scans", Kept(_("When you scanned the code, marked already"), Scan, shown=("session", "at")))
KEPT.register(
    "marks", Kept(_("Attendance you took"), Mark, "recorded_by", hidden=("over", "corrects", "stands", "person"))
)
submission_kinds.register(
    ATTENDANCE,
    Kind(
        label=_("Attendance"),
        form=sheet_form,
        apply=keep_marks,
        address=lambda about: reverse("attendance:mark", args=[about]),
        titles=sessions_named,
        words=marks_counted,
        is_repeatable=True,
    ),
)
submission_kinds.register(
    SHEET,
    Kind(
        label=_("Photo of a signed list"),
        form=sheet_photo_form,
        apply=keep_photo,
        address=lambda about: reverse("attendance:session", args=[about]),
        form_at=lambda about: reverse("attendance:add-sheet", args=[about]),
        record=SheetPhoto,
        facts=known_photo,
        titles=sessions_named,
        words=nothing_to_read,
        files={"photo": photo_without_notes},
    ),
)
private_files.register("attendance", "/attendance/sheets/")
SHOWN_OF_A_PHOTO = ("session", "device_at", "received_at", "withdrawn_at")
KEPT.register(
    "sheet-photos", Kept(_("Signed lists you took a photo of"), SheetPhoto, "recorded_by", shown=SHOWN_OF_A_PHOTO)
)
KEPT.register(
    "sheet-photos-off",
    Kept(_("Photos of signed lists you took off"), SheetPhoto, "withdrawn_by", shown=SHOWN_OF_A_PHOTO),
)
CONDITION_KINDS.register(DAYS, WAS_THERE)
