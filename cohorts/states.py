"""How an enrolment goes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cohorts.enums import EnrolmentStatus
from cohorts.models import Enrolment
from cohorts.permissions import can_teach
from core.states import Move, Path
from people.permissions import person_of


def may_withdraw(user: Any, enrolment: Enrolment) -> bool:
    """Herself, and who teaches the cohort."""
    return user.pk == enrolment.person.user_id or can_teach(person_of(user), enrolment.cohort)


ENROLMENT = Path(
    states=EnrolmentStatus,
    moves=[
        Move(
            name="withdraw",
            label=_("Take out of the cohort"),
            sources={EnrolmentStatus.ACTIVE},
            target=EnrolmentStatus.WITHDRAWN,
            may=may_withdraw,
            action="enrolment.withdrawn",
        )
    ],
)
