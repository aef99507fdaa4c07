"""Setting how far a trainee has come: the day of each step is kept."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from cohorts.models import Enrolment
from core.services import record_audit
from core.states import move
from groupwork.enums import Milestone
from groupwork.errors import IsElsewhere, NothingToTakeBack
from groupwork.models import Track, TrackStep
from groupwork.states import TRACK, ahead_of
from people.models import User


@transaction.atomic
def set_milestone(
    enrolment: Enrolment, milestone: str, *, reached_on: date, reason: str = "", by: User | None
) -> TrackStep:
    """Write down that she reached ``milestone`` on a day.

    Raises IsElsewhere where she has come further already, MoveIsNotYours, ReasonIsMissing.
    """
    track, _made = Track.objects.get_or_create(enrolment=enrolment)
    before = track.milestone
    if milestone not in ahead_of(before):
        raise IsElsewhere(Milestone(before).label)
    move(track, TRACK, milestone, by=by, reason=reason)
    return TrackStep.objects.create(
        track=track, milestone=milestone, came_from=before, reached_on=reached_on, reason=reason.strip(), recorded_by=by
    )


@transaction.atomic
def take_step_back(enrolment: Enrolment, *, by: User) -> None:
    """Undo the last step, which was set by mistake; it stays in the history as taken back. Raises NothingToTakeBack."""
    track = Track.objects.select_for_update().filter(enrolment=enrolment).first()
    last = track.steps.filter(withdrawn_at=None).last() if track else None
    if track is None or last is None:
        raise NothingToTakeBack
    last.withdrawn_at = timezone.now()
    last.save(update_fields=["withdrawn_at"])
    track.milestone, track.reason = Milestone(last.came_from), ""
    track.save(update_fields=["milestone", "reason"])
    record_audit("track.taken_back", track, by=by, before=last.milestone, after=last.came_from)
