"""Changing a plan that is made: moving sessions, cancelling one, adding one that makes up for another."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import NothingMoves, SessionRunsLate, SessionsIntoThePast, SessionWasHeld
from cohorts.kinds import taken_among
from cohorts.models import Cohort, Session, Telling
from cohorts.planning import LATEST, Change, Moved, moved
from cohorts.queries import as_meeting, holidays_over, people_expected_at, why_off
from cohorts.services.going import announce_days_moved, follow_dates
from core.services import record_audit
from notifications.services import NEWS_IS_KEPT, notify
from people.models import Person, User

MOVED, CANCELLED, ADDED = "sessions_moved", "session_cancelled", "session_added"


def what_moves(cohort: Cohort, keys: Collection[int], change: Change) -> list[Moved]:
    """What ``change`` makes of these sessions of ``cohort``, to be looked at first.

    Raises NothingMoves, SessionsIntoThePast, SessionRunsLate.
    """
    rows = Session.objects.standing().filter(block__cohort=cohort, pk__in=keys).select_related("block")
    now = timezone.localtime().replace(tzinfo=None)
    holidays = holidays_over(cohort.place) if change.goes_on else {}
    meetings = [as_meeting(row) for row in rows if not _was_held(row)]
    found = moved(meetings, change, now=now, is_off=lambda day: bool(why_off(day, holidays)))
    if not found:
        raise NothingMoves
    if any(each.begins_at <= now for each in found):
        raise SessionsIntoThePast
    if any(_runs_late(each) for each in found):
        raise SessionRunsLate
    return found


@transaction.atomic
def move_sessions(cohort: Cohort, keys: Collection[int], change: Change, *, by: User, reason: str = "") -> list[Moved]:
    """Do :func:`what_moves`; blocks and the cohort follow their sessions.

    Everybody who goes there is told once, with the ``reason`` where there is one.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    found = what_moves(cohort, keys, change)
    rows = Session.objects.select_related("makes_up").in_bulk([each.meeting.key for each in found])
    for each in found:
        row = rows[each.meeting.key]
        row.starts_at, row.venue, row.changed_at = timezone.make_aware(each.begins_at), each.venue, timezone.now()
    Session.objects.bulk_update(rows.values(), ["starts_at", "venue", "changed_at"])
    _fit(cohort)
    record_audit("cohort.sessions_moved", cohort, by=by, number=len(found))
    first = found[0]
    _tell(
        cohort,
        MOVED,
        people_expected_at(cohort, list(rows.values())),
        by=by,
        number=len(found),
        before=timezone.make_aware(first.meeting.begins_at).isoformat(),
        at=timezone.make_aware(first.begins_at).isoformat(),
        until=timezone.make_aware(max(each.begins_at for each in found)).isoformat(),
        venue=first.venue,
        reason=reason,
    )
    return found


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: User) -> bool:
    """It is not held; who would go there is told, and why. Whether anything changed: cancelled once it is cancelled.

    Raises SessionWasHeld.
    """
    cohort = Cohort.objects.select_for_update().get(pk=session.block.cohort_id)
    session.refresh_from_db()
    if session.cancelled_at:
        return False
    check_is_to_come(session)
    session.cancelled_at, session.cancelled_for = timezone.now(), reason
    session.save(update_fields=["cancelled_at", "cancelled_for"])
    record_audit("session.cancelled", session, by=by)
    told = people_expected_at(cohort, [session])
    _tell(cohort, CANCELLED, told, by=by, at=session.starts_at.isoformat(), venue=session.venue, reason=reason)
    return True


def check_is_to_come(session: Session) -> None:
    """Raises SessionWasHeld where it has begun, or where somebody is marked in it."""
    if session.starts_at <= timezone.now() or _was_held(session):
        raise SessionWasHeld


@transaction.atomic
def add_make_up(missed: Session, *, starts_at: datetime, venue: str, by: User) -> Session:
    """A session in which who missed ``missed`` makes up for it; she is told, and nobody who was there.

    Raises SessionsIntoThePast, SessionRunsLate.
    """
    cohort = Cohort.objects.select_for_update().get(pk=missed.block.cohort_id)
    begins_at = timezone.localtime(starts_at).replace(tzinfo=None)
    if starts_at <= timezone.now():
        raise SessionsIntoThePast
    if _runs_late(Moved(as_meeting(missed), begins_at, venue)):
        raise SessionRunsLate
    session = Session.objects.create(
        block=missed.block,
        lesson=missed.lesson,
        title=missed.title,
        starts_at=starts_at,
        minutes=missed.minutes,
        venue=venue,
        makes_up=missed,
    )
    _fit(cohort)
    record_audit("session.added", session, by=by)
    told = people_expected_at(cohort, [session])
    _tell(cohort, ADDED, told, by=by, at=starts_at.isoformat(), venue=venue, missed=missed.pk)
    return session


def _was_held(session: Session) -> bool:
    """Whether somebody is marked in it: on its day alone a list is taken before its hour."""
    return timezone.localdate(session.starts_at) <= timezone.localdate() and bool(taken_among([session.pk]))


def _runs_late(session: Moved) -> bool:
    return session.ends_at > datetime.combine(session.begins_at, LATEST)


def _fit(cohort: Cohort) -> None:
    """Let the blocks, and the cohort, span the sessions that stand. What has begun begins no later than it did."""
    today = timezone.localdate()
    before = _last_day(cohort)
    for block in cohort.blocks.all():
        # A make-up session opens no block, and keeps none open.
        hers = Session.objects.standing().filter(block=block, makes_up=None)
        span = hers.aggregate(first=Min("starts_at"), last=Max("starts_at"))
        if span["first"] is None:
            continue
        if block.starts_on > today:
            block.starts_on = timezone.localdate(span["first"])
        block.ends_on = max(block.starts_on, timezone.localdate(span["last"]))
        block.save(update_fields=["starts_on", "ends_on"])
    _fit_cohort(cohort, ends_later=(_last_day(cohort) - before))


def _fit_cohort(cohort: Cohort, *, ends_later: timedelta) -> None:
    """As many days as there were between its last block and its last day, there are still."""
    days = list(Session.objects.standing().filter(block__cohort=cohort).values_list("starts_at", flat=True))
    if cohort.starts_on > timezone.localdate():
        cohort.starts_on = cohort.blocks.aggregate(day=Min("starts_on"))["day"]
    cohort.ends_on = max([cohort.ends_on + ends_later, cohort.starts_on, *(timezone.localdate(day) for day in days)])
    cohort.save(update_fields=["starts_on", "ends_on"])
    follow_dates(cohort)
    announce_days_moved(cohort)


def _last_day(cohort: Cohort) -> date:
    """Of its blocks."""
    last: date = cohort.blocks.aggregate(day=Max("ends_on"))["day"]
    return last


def _tell(cohort: Cohort, kind: str, people: QuerySet[Person], *, by: User, **data: Any) -> None:
    """Each of ``people`` is told once, but for who did it; it is kept that they were."""
    told = list(people.exclude(user=by))
    data = {"cohort": cohort.name, **data}
    telling = Telling.objects.create(cohort=cohort, kind=kind, data=data, people=len(told), told_by=by)
    many = data.get("number", 1) > 1
    link = reverse("cohorts:timetable") if many else reverse("cohorts:cohort", args=[cohort.pk]) + "#blocks"
    notify(told, kind=kind, event=telling.event, data=data, link=link)


def purge_tellings(payload: dict[str, Any]) -> None:
    """The daily job that clears what people were told once their notices are cleared."""
    Telling.objects.filter(told_at__lt=timezone.now() - NEWS_IS_KEPT).delete()
