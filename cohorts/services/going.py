"""How a cohort goes: what a person decides, and what goes by its days."""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cohorts.enums import CohortState
from cohorts.models import Cohort
from cohorts.planning import state_by_dates
from cohorts.services.inviting import tell_it_is_open
from cohorts.services.places import fill_places, locked
from cohorts.signals import COHORT_DAYS_MOVED
from cohorts.states import COHORT_PATH, DECIDED
from core.states import MoveIsNotAllowed, move
from jobs.services import announce
from people.models import User

# The next step of each; what has begun once is never only open again, though its days be moved ahead of today.
BY_DATES = {CohortState.OPEN: "start", CohortState.RUNNING: "finish", CohortState.FINISHED: "go on"}


@transaction.atomic
def decide_state(cohort: Cohort, name: str, *, by: User) -> None:
    """Open, close or reopen ``cohort``; one that is opened stands at once where its days are.

    Who was invited to it is told that it is open. Of places that were freed while it was closed who waits gets hers.

    Raises MoveIsNotAllowed, MoveIsNotYours.
    """
    if name not in DECIDED:
        raise MoveIsNotAllowed
    move(cohort, COHORT_PATH, name, by=by)
    follow_dates(cohort)
    if name == "open":
        tell_it_is_open(cohort)
    fill_places(locked(cohort))


@transaction.atomic
def follow_dates(cohort: Cohort) -> None:
    """Let ``cohort`` stand where its days are; one that is only planned, or closed, stays so."""
    due = state_by_dates(cohort.starts_on, cohort.ends_on, timezone.localdate())
    while cohort.state in BY_DATES and cohort.state != due and due != CohortState.OPEN:
        move(cohort, COHORT_PATH, BY_DATES[CohortState(cohort.state)], by=None)


def announce_days_moved(cohort: Cohort) -> None:
    """What hangs on the days of its blocks follows them."""
    announce(COHORT_DAYS_MOVED, key=f"{cohort.pk}:{uuid4()}", payload={"cohort": str(cohort.pk)})


def follow_all_dates(payload: dict[str, Any]) -> None:
    """The daily job: cohorts begin on their first day and finish after their last."""
    today = timezone.localdate()
    begun = Q(state=CohortState.OPEN, starts_on__lte=today)
    over = Q(state=CohortState.RUNNING, ends_on__lt=today)
    for cohort in Cohort.objects.filter(begun | over):
        follow_dates(cohort)
