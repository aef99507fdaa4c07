"""How an attempt goes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.enums import AttemptStatus
from assessments.models import Attempt
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
