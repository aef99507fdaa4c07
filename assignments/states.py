"""How the work on an assignment goes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assignments.enums import WorkState
from assignments.models import Work
from assignments.permissions import can_review, can_set_in
from core.states import Move, Path
from people.permissions import person_of


def may_hand_in(user: Any, work: Work) -> bool:
    """She herself, and who teaches her: on paper."""
    return user.pk == work.person.user_id or can_set_in(person_of(user), work.assignment.cohort)


def may_review(user: Any, work: Work) -> bool:
    """Who teaches her and is shown her results."""
    return can_review(person_of(user), work)


WORK = Path(
    states=WorkState,
    field="state",
    moves=[
        Move(
            name="hand_in",
            label=_("Hand in"),
            sources={WorkState.OPEN, WorkState.HANDED_IN, WorkState.RETURNED},
            target=WorkState.HANDED_IN,
            may=may_hand_in,
            action="work.handed_in",
        ),
        Move(
            name="return",
            label=_("Return with comments"),
            sources={WorkState.HANDED_IN, WorkState.APPROVED},
            target=WorkState.RETURNED,
            may=may_review,
            action="work.returned",
        ),
        Move(
            name="approve",
            label=_("Approve"),
            sources={WorkState.HANDED_IN, WorkState.RETURNED},
            target=WorkState.APPROVED,
            may=may_review,
            action="work.approved",
        ),
    ],
)
