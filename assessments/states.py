"""How an attempt goes, and a question of the bank."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.enums import AttemptStatus, QuestionState
from assessments.models import Attempt
from assessments.permissions import may_review, may_write
from core.states import Move, Path


def may_submit(user: Any, attempt: Attempt) -> bool:
    """Only herself."""
    return bool(user.pk == attempt.person.user_id)


ATTEMPT = Path(
    states=AttemptStatus,
    moves=[
        Move(
            name="submit",
            label=_("Hand in"),
            sources={AttemptStatus.OPEN},
            target=AttemptStatus.SUBMITTED,
            may=may_submit,
            action="attempt.submitted",
        )
    ],
)

DRAFT, IN_REVIEW, IN_USE, RETIRED = QuestionState

# What a reviewer says of a question, with a word to who wrote it.
REVIEWS = ("approve", "send_back")

QUESTION = Path(
    states=QuestionState,
    field="state",
    reason_field="word",
    moves=[
        Move("send", _("Send to review"), {DRAFT}, IN_REVIEW, may_write, "question.sent_to_review"),
        Move("approve", _("Take into use"), {IN_REVIEW}, IN_USE, may_review, "question.approved"),
        Move(
            name="send_back",
            label=_("Send back to the author"),
            sources={IN_REVIEW},
            target=DRAFT,
            may=may_review,
            action="question.sent_back",
            needs_reason=True,
        ),
        Move("retire", _("Retire"), {IN_USE}, RETIRED, may_write, "question.retired"),
        Move("bring_back", _("Bring back"), {RETIRED}, IN_USE, may_write, "question.brought_back"),
    ],
)
