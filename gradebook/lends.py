"""What the gradebook lends to the floors below."""

from datetime import time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assignments.signals import REVIEWED
from attendance.signals import ATTENDANCE_CHANGED
from cohorts.kinds import (
    SUMMED_UP,
    CohortLink,
    Due,
    LearnerSign,
    Ways,
    cohort_links,
    completing,
    due_in_cohort,
    learner_signs,
    open_before_closing,
)
from cohorts.models import Cohort
from desk.cards import desk_cards
from desk.menu import MenuEntry, Roles, menu_entries
from gradebook.desk_cards import cards
from gradebook.enums import MARK_WRITTEN, Completion, DueThing
from gradebook.models import HandMark, Weight
from gradebook.queries import HAS_COMPLETED, DueLine, activities_in_words, due_in_one, names_of_activities
from gradebook.services import (
    BRING_UP,
    bring_up_each,
    bring_up_one,
    note_done_besides,
    note_summed_up,
    one_step_short_in,
)
from jobs.schedules import Daily
from jobs.services import register_job, register_schedule, subscribe
from notifications.kinds import Data, notice_kinds, said_outside, said_where_it_leads
from people.enums import MANAGING_ROLES
from people.models import Person
from people.queries import KEPT, Kept

ICONS = {
    DueThing.ASKED: "users",
    DueThing.LISTS: "clipboard-list",
    DueThing.HALF_TAKEN: "clipboard-list",
    DueThing.DIFFERING: "alert-triangle",
    DueThing.TEST: "clock",
    DueThing.CERTIFICATES: "award",
}


def follow_what_was_done(payload: dict[str, Any]) -> None:
    """Her row is worked out anew before it is shown."""
    note_done_besides(UUID(payload["cohort"]), UUID(payload["person"]))


def who_is_one_step_short(cohort: Cohort) -> Q:
    """Of stays in ``cohort``, whose rows are brought up to date for it."""
    return Q(person__in=list(one_step_short_in(cohort)))


def say_marks_written(reader: Person, notices: list[Data]) -> list[str]:
    """What it is a mark in, and not which: that is on the page."""
    named = names_of_activities(data["activity"] for data in notices)
    sentence = gettext("Your trainer wrote a mark for you: %(activity)s. See how far you are.")
    return [sentence % {"activity": named.get(data["activity"], "–")} for data in notices]


def left_to_do(closer: Person, cohort: Cohort) -> list[str]:
    """What is due in a cohort that ``closer`` runs, in words."""
    return [line.words for line in _still_due(closer, cohort)]


def due_there(viewer: Person, cohort: Cohort) -> list[Due]:
    """What is due in a cohort that ``viewer`` teaches, each with where it is done."""
    return [Due(ICONS[line.thing], line.words, line.address) for line in _still_due(viewer, cohort)]


def _still_due(viewer: Person, cohort: Cohort) -> list[DueLine]:
    """But for its way from state to state, which is decided on its own page."""
    return [line for line in due_in_one(viewer, cohort) if line.thing in ICONS]


def runs_cohorts(roles: Roles) -> bool:
    """Who manages some."""
    return bool(roles & set(MANAGING_ROLES))


desk_cards.register("gradebook", cards)
menu_entries.register(
    "running", MenuEntry("handshake", _("Cohorts you run"), "gradebook:running", 16, shown_to=runs_cohorts)
)
register_job(BRING_UP, bring_up_one)
register_schedule("gradebook.bring_up_each", bring_up_each, Daily(time(1, 30)))
completing.register("gradebook", HAS_COMPLETED)
learner_signs.register("one-short", LearnerSign(Completion.ONE_SHORT.label, who_is_one_step_short))
open_before_closing.register("gradebook", left_to_do)
due_in_cohort.register("gradebook", due_there)
SUMMED_UP.register("gradebook", note_summed_up)
BOOK = CohortLink("clipboard-list", _("Gradebook"), "gradebook:book", to_teachers=True, among=Ways.PEOPLE)
cohort_links.register("gradebook", BOOK)
FIGURES = CohortLink(
    "chart-column", _("Figures"), "gradebook:figures", to_teachers=True, above_learners=True, among=Ways.PEOPLE
)
cohort_links.register("figures", FIGURES)
cohort_links.register("how-far", CohortLink("check-check", _("How far I am"), "gradebook:mine", to_learners=True))
notice_kinds.register(MARK_WRITTEN, say_marks_written)
said_outside.register(MARK_WRITTEN, "in what, and no mark")
said_where_it_leads.register(MARK_WRITTEN, "the mark stands there")
subscribe(ATTENDANCE_CHANGED, "gradebook.follow_attendance", follow_what_was_done)
subscribe(REVIEWED, "gradebook.follow_reviews", follow_what_was_done)
SHOWN_OF_A_MARK = ("activity", "was", "value", "why", "marked_at")
SHOWN_OF_A_WEIGHT = ("cohort", "activity", "weight", "set_at")
IN_WORDS = {"activity": activities_in_words}
KEPT.register(
    "hand-marks", Kept(_("Marks written for you by hand"), HandMark, "enrolment__person", (), SHOWN_OF_A_MARK, IN_WORDS)
)
KEPT.register(
    "hand-marks-written", Kept(_("Marks you wrote by hand"), HandMark, "marked_by", (), SHOWN_OF_A_MARK, IN_WORDS)
)
KEPT.register("weights", Kept(_("Weights you set"), Weight, "set_by", (), SHOWN_OF_A_WEIGHT, IN_WORDS))
