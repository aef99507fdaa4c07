"""How a cohort goes, an enrolment, and a picture of work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cohorts.enums import OPEN_STAYS, CohortState, EnrolmentStatus, InvitationStatus, WorkStatus
from cohorts.models import Cohort, Enrolment, Invitation, WorkPicture
from cohorts.permissions import can_judge_works, can_manage_cohort, can_teach
from core.states import Move, Path
from people.permissions import person_of

APPLIED, WAITING, ACTIVE = OPEN_STAYS


def may_manage(user: Any, cohort: Cohort) -> bool:
    """Who manages the cohort."""
    return can_manage_cohort(person_of(user), cohort)


def may_decide(user: Any, enrolment: Enrolment) -> bool:
    """Who teaches the cohort."""
    return can_teach(person_of(user), enrolment.cohort)


def herself_or_teacher(user: Any, enrolment: Enrolment) -> bool:
    """Herself, and who teaches the cohort."""
    return user.pk == enrolment.person.user_id or may_decide(user, enrolment)


def only_the_portal(user: Any, row: Any) -> bool:
    """Nobody passes anybody in the line; a cohort begins and ends by its days."""
    return False


_FORWARD = [
    Move("open", _("Open it to join"), {CohortState.PLANNED}, CohortState.OPEN, may_manage, "cohort.opened"),
    Move("start", _("Has begun"), {CohortState.OPEN}, CohortState.RUNNING, only_the_portal, "cohort.started"),
    Move("finish", _("Has finished"), {CohortState.RUNNING}, CohortState.FINISHED, only_the_portal, "cohort.finished"),
    Move(
        name="close",
        label=_("Close it"),
        sources=set(CohortState) - {CohortState.CLOSED},
        target=CohortState.CLOSED,
        may=may_manage,
        action="cohort.closed",
    ),
]
# As it is drawn: from the plan to the end.
WAY_OF_A_COHORT = Path(states=CohortState, field="state", moves=_FORWARD)
COHORT_PATH = Path(
    states=CohortState,
    field="state",
    moves=[
        *_FORWARD,
        # A session was added after its last day.
        Move("go on", _("Goes on"), {CohortState.FINISHED}, CohortState.RUNNING, only_the_portal, "cohort.goes_on"),
        Move("reopen", _("Open it again"), {CohortState.CLOSED}, CohortState.OPEN, may_manage, "cohort.reopened"),
    ],
)
# What a person decides; the rest goes by the days.
DECIDED = ("open", "close", "reopen")

ENROLMENT = Path(
    states=EnrolmentStatus,
    reason_field="reason",
    moves=[
        Move("join", _("Join"), {APPLIED}, ACTIVE, herself_or_teacher, "enrolment.joined"),
        Move("approve", _("Take into the cohort"), {APPLIED}, ACTIVE, may_decide, "enrolment.approved"),
        Move("put in line", _("Put on the waiting list"), {APPLIED}, WAITING, may_decide, "enrolment.waits"),
        Move("move up", _("Give the free place"), {WAITING}, ACTIVE, only_the_portal, "enrolment.moved_up"),
        Move(
            name="decline",
            label=_("Do not take"),
            sources={APPLIED},
            target=EnrolmentStatus.DECLINED,
            may=may_decide,
            action="enrolment.declined",
            needs_reason=True,
        ),
        Move(
            name="withdraw",
            label=_("Take out of the cohort"),
            sources=set(OPEN_STAYS),
            target=EnrolmentStatus.WITHDRAWN,
            may=herself_or_teacher,
            action="enrolment.withdrawn",
        ),
        Move(
            name="transfer",
            label=_("Move to another cohort"),
            sources={ACTIVE},
            target=EnrolmentStatus.TRANSFERRED,
            may=may_decide,
            action="enrolment.transferred",
        ),
    ],
)


def may_answer(user: Any, invitation: Invitation) -> bool:
    """Who signs in by the phone it was sent to."""
    return invitation.phone == user.phone and user.phone_verified_at is not None


def may_take_back(user: Any, invitation: Invitation) -> bool:
    """Who teaches the cohort."""
    return can_teach(person_of(user), invitation.cohort)


UNANSWERED = {InvitationStatus.OPEN}
INVITATION = Path(
    states=InvitationStatus,
    moves=[
        Move("accept", _("Take part"), UNANSWERED, InvitationStatus.ACCEPTED, may_answer, "invitation.accepted"),
        Move("refuse", _("No, thank you"), UNANSWERED, InvitationStatus.REFUSED, may_answer, "invitation.refused"),
        Move(
            "take back", _("Take back"), UNANSWERED, InvitationStatus.TAKEN_BACK, may_take_back, "invitation.taken_back"
        ),
    ],
)


def may_judge(user: Any, work: WorkPicture) -> bool:
    """An editor."""
    return can_judge_works(user)


WORK = Path(
    states=WorkStatus,
    moves=[
        Move(
            name="show",
            label=_("Show it to everybody"),
            sources={WorkStatus.OFFERED, WorkStatus.REFUSED},
            target=WorkStatus.SHOWN,
            may=may_judge,
            action="work.shown",
        ),
        Move(
            name="refuse",
            label=_("Do not show it"),
            sources={WorkStatus.OFFERED, WorkStatus.SHOWN},
            target=WorkStatus.REFUSED,
            may=may_judge,
            action="work.refused",
            needs_reason=True,
        ),
    ],
    reason_field="reason",
)
