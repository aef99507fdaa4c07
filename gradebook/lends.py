"""What the gradebook lends to the floors below."""

from datetime import time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assignments.signals import REVIEWED
from attendance.signals import ATTENDANCE_CHANGED
from cohorts.kinds import SUMMED_UP, CohortLink, LearnerSign, cohort_links, learner_signs, open_before_closing
from cohorts.models import Cohort
from cohorts.queries import cohorts_run_by
from desk.cards import desk_cards
from desk.menu import MenuEntry, Roles, menu_entries
from gradebook.desk_cards import cards
from gradebook.enums import MARK_WRITTEN, Completion, DueThing
from gradebook.models import HandMark, Weight
from gradebook.queries import activities_in_words, due_lines, names_of_activities, run_cohorts
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
from notifications.kinds import Data, notice_kinds, said_outside
from people.enums import MANAGING_ROLES
from people.models import Person
from people.queries import KEPT, Kept


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
    rows = run_cohorts(closer, list(cohorts_run_by(closer).filter(pk=cohort.pk)))
    return [
        line.words for row in rows for line in due_lines(row) if line.thing not in (DueThing.OPENING, DueThing.CLOSING)
    ]


def runs_cohorts(roles: Roles) -> bool:
    """Who manages some."""
    return bool(roles & set(MANAGING_ROLES))


desk_cards.register("gradebook", cards)
menu_entries.register(
    "running", MenuEntry("handshake", _("Cohorts you run"), "gradebook:running", 16, shown_to=runs_cohorts)
)
register_job(BRING_UP, bring_up_one)
register_schedule("gradebook.bring_up_each", bring_up_each, Daily(time(1, 30)))
learner_signs.register("one-short", LearnerSign(Completion.ONE_SHORT.label, who_is_one_step_short))
open_before_closing.register("gradebook", left_to_do)
SUMMED_UP.register("gradebook", note_summed_up)
cohort_links.register("gradebook", CohortLink("clipboard-list", _("Gradebook"), "gradebook:book", to_teachers=True))
FIGURES = CohortLink("chart-column", _("Figures"), "gradebook:figures", to_teachers=True, above_learners=True)
cohort_links.register("figures", FIGURES)
cohort_links.register("how-far", CohortLink("check-check", _("How far I am"), "gradebook:mine", to_learners=True))
notice_kinds.register(MARK_WRITTEN, say_marks_written)
said_outside.register(MARK_WRITTEN, "in what, and no mark")
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
