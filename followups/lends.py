"""What follow-ups lend: a column and a part of the trainer's pages, the talk, desk cards, a notice, what is kept."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.kinds import LearnerPart, learner_columns, learner_parts
from cohorts.models import Enrolment
from cohorts.permissions import can_see_results
from core.local_text import language_now
from courses.queries import lesson_titles
from desk.cards import desk_cards
from followups.desk_cards import cards
from followups.enums import FOLLOW_UP, LESSON_ASKED, MemberRole
from followups.models import FollowUp
from followups.permissions import takes_part_in_talk
from followups.queries import cohorts_of_talks, facts_about
from followups.services import let_a_trainer_in
from followups.tables import TO_DO_COLUMN
from notifications.kinds import Data, notice_kinds, said_outside, said_where_it_leads
from people.models import Person
from people.queries import KEPT, Kept
from talks.contexts import Subject, ThreadContext, thread_contexts


def part_of_page(viewer: Person, stay: Enrolment, progress: Any) -> LearnerPart | None:
    """Why something is to be done about her, what, and what was done; for who sees her results."""
    if not can_see_results(viewer, stay):
        return None
    return LearnerPart("followups/_part.html", facts_about(viewer, stay, progress))


def subjects_of_talks(keys: Collection[UUID], language: str) -> dict[UUID, Subject]:
    """{first message: the cohort in which it was written}, in one query."""
    return {
        key: Subject(name, reverse("cohorts:cohort", args=[cohort]))
        for key, (cohort, name) in cohorts_of_talks(keys).items()
    }


def say_lesson_asked(reader: Person, notices: list[Data]) -> list[str]:
    """By the title that the lesson has in the reader's language now."""
    titles = lesson_titles([UUID(data["lesson"]) for data in notices], language_now())
    sentence = gettext("%(name)s asks you to do “%(lesson)s”.")
    return [sentence % {**data, "lesson": titles.get(UUID(data["lesson"]), "–")} for data in notices]


learner_columns.register("to-do", TO_DO_COLUMN)
learner_parts.register("follow-ups", part_of_page)
thread_contexts.register(
    FOLLOW_UP,
    ThreadContext(
        role_names=dict(MemberRole.choices),
        takes_part=takes_part_in_talk,
        subjects=subjects_of_talks,
        answering=(MemberRole.TRAINER,),
        complete=let_a_trainer_in,
    ),
)
desk_cards.register("follow-ups", cards)
notice_kinds.register(LESSON_ASKED, say_lesson_asked)
said_outside.register(LESSON_ASKED, "who asks, and a lesson")
said_where_it_leads.register(LESSON_ASKED, "it is the lesson; that she is asked stays on her desk")
SHOWN = ("cohort", "kind", "lesson", "reached", "note", "at")
KEPT.register("follow-ups", Kept(_("What your trainers did to help you"), FollowUp, "learner", shown=(*SHOWN, "by")))
KEPT.register("follow-ups-made", Kept(_("What you did for learners"), FollowUp, "by", shown=(*SHOWN, "learner")))
