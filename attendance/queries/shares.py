"""On how many of the days people were, over all their cohorts of a course, as rules of lessons ask it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from attendance.days import Days, Meeting, Plan, Stay, days_of_one
from attendance.enums import Presence
from attendance.models import Mark
from cohorts.models import Enrolment


class _Session(NamedTuple):
    """A session of a stay: whether anybody was marked in it, and what stands of her."""

    joined_at: datetime
    left_at: datetime | None
    key: int
    starts_at: datetime
    makes_up: int | None
    was_taken: bool
    is_there: bool
    is_absent: bool


def shares_of_days(course_key: UUID, people: Collection[UUID]) -> dict[UUID, int]:
    """{person: the percent of the days held that counts for her, in the cohort where it is the most}; one query.

    Of whom no day was held there is nothing.
    """
    sessions: dict[tuple[UUID, UUID], list[_Session]] = defaultdict(list)
    for person, cohort, *said in _said_of(course_key, people):
        sessions[person, cohort].append(_Session(*said))
    shares: dict[UUID, int] = {}
    for (person, _cohort), theirs in sessions.items():
        days = _days_of(person, theirs)
        if days.held:
            shares[person] = max(shares.get(person, 0), days.percent)
    return shares


def _said_of(course_key: UUID, people: Collection[UUID]) -> "QuerySet[Enrolment, tuple[Any, ...]]":
    session = "cohort__blocks__sessions"
    in_session = Mark.objects.standing().filter(session=OuterRef(session))
    of_her = in_session.filter(person=OuterRef("person"))
    stays = Enrolment.objects.took_part().filter(
        Q(**{f"{session}__cancelled_at": None, f"{session}__isnull": False}),
        person__in=people,
        cohort__course_key=course_key,
    )
    said = stays.annotate(
        was_taken=Exists(in_session),
        is_there=Exists(of_her.filter(presence__in=[Presence.PRESENT, Presence.LATE])),
        is_absent=Exists(of_her.exclude(presence__in=[Presence.PRESENT, Presence.LATE])),
    )
    plan = (f"{session}__pk", f"{session}__starts_at", f"{session}__makes_up_id")
    of_stay = ("person_id", "cohort_id", "joined_at", "withdrawn_at")
    return said.order_by().values_list(*of_stay, *plan, "was_taken", "is_there", "is_absent")


def _days_of(person: UUID, sessions: Sequence[_Session]) -> Days:
    now, day_of = timezone.now(), timezone.localdate
    meetings = {each.key: Meeting(each.key, day_of(each.starts_at), each.makes_up) for each in sessions}
    taken = {each.key for each in sessions if each.was_taken and each.starts_at <= now}
    hers = {
        each.key: [Presence.PRESENT] * each.is_there + [Presence.ABSENT] * each.is_absent
        for each in sessions
        if each.is_there or each.is_absent
    }
    spans = {(each.joined_at, each.left_at) for each in sessions}
    stays = [Stay(person, day_of(joined), day_of(left) if left else None) for joined, left in spans]
    return days_of_one(Plan(list(meetings.values()), taken), hers, stays, today=timezone.localdate())
