"""How many days cohorts have held, and how many people came: of many cohorts at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from attendance.came import DayCame
from attendance.days import Meeting, Plan
from attendance.enums import Presence
from attendance.models import Mark, MarkQuerySet
from attendance.permissions import of_who_took_back
from attendance.queries.half_taken import half_taken, sessions_lately
from cohorts.models import Cohort, Enrolment, Session


@dataclass(frozen=True)
class DaysHeld:
    """Of one cohort: the days of its plan, and how many came on each that was held.

    ``without_list`` are the sessions of days gone by in which nobody is marked; ``differing`` is of how many people two
    marks that stand differ in a session. ``half_taken`` are the lists of the last weeks on which not everybody is
    marked.
    """

    planned: tuple[date, ...] = ()
    held: tuple[DayCame, ...] = ()
    without_list: int = 0
    half_taken: int = 0
    differing: int = 0


def days_held_in(cohorts: Collection[UUID]) -> Mapping[UUID, DaysHeld]:
    """{cohort: its days} of each of ``cohorts``; six queries however many they are, one more where a day held has
    several sessions.

    Of the days held it says of many what :func:`days_of_cohort` says of one; who came is counted by the database.
    ``without_list`` are sessions here, and those of today are not missing yet; there they are days, today's too.
    """
    meetings, today = _meetings_in(cohorts), timezone.localdate()
    absent = _absent_in(cohorts)
    plans = {cohort: Plan(meetings[cohort], absent.keys()) for cohort in cohorts}
    came, missed = _came_in(cohorts), _missed_in(plans, absent, today)
    differing, stays, half = _differing_in(cohorts), _stays_in(cohorts), _half_taken_in(cohorts)
    found = {}
    for cohort, plan in plans.items():
        counts = [
            DayCame.of_stays(day, came[cohort].get(day, 0), missed[cohort][day], stays[cohort]) for day in plan.held
        ]
        without = sum(meeting.day < today and meeting.key not in absent for meeting in plan.meetings)
        planned = tuple(sorted(plan.sessions_on))
        found[cohort] = DaysHeld(planned, tuple(counts), without, half.get(cohort, 0), differing.get(cohort, 0))
    return found


def _meetings_in(cohorts: Collection[UUID]) -> Mapping[UUID, list[Meeting]]:
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    sessions = Session.objects.standing().filter(block__cohort__in=cohorts).order_by()
    for cohort, key, starts_at, makes_up in sessions.values_list("block__cohort", "pk", "starts_at", "makes_up_id"):
        found[cohort].append(Meeting(key, timezone.localdate(starts_at), makes_up))
    return found


def _marks_in(cohorts: Collection[UUID]) -> QuerySet[Mark]:
    """Those that stand, in sessions that are not cancelled."""
    standing = Mark.objects.standing().filter(session__block__cohort__in=cohorts, session__cancelled_at=None)
    return standing.order_by()


def _begun_in(cohorts: Collection[UUID]) -> QuerySet[Mark]:
    """Of these the marks of sessions that have begun: until then a day counts for nobody."""
    return _marks_in(cohorts).filter(session__starts_at__lte=timezone.now())


def _others() -> MarkQuerySet:
    """The marks that stand of whom a mark is, in its session."""
    return Mark.objects.standing().filter(session=OuterRef("session"), person=OuterRef("person"))


def _came_in(cohorts: Collection[UUID]) -> Mapping[UUID, dict[date, int]]:
    """{cohort: {day: how many were in a session of it}}; a make-up is no day."""
    nobody_denies = ~Exists(_others().filter(presence=Presence.ABSENT))  # late and present both say that she was there
    there = _begun_in(cohorts).filter(nobody_denies, ~Q(presence=Presence.ABSENT), session__makes_up=None)
    by_day = there.annotate(day=TruncDate("session__starts_at")).values_list("session__block__cohort", "day")
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    for cohort, day, people in by_day.annotate(people=Count("person", distinct=True)):
        found[cohort][day] = people
    return found


def _absent_in(cohorts: Collection[UUID]) -> Mapping[int, int]:
    """{session whose list was taken: how many people are absent by one of their marks}."""
    is_absent = Q(presence=Presence.ABSENT)
    counted = _begun_in(cohorts).values_list("session")
    return dict(counted.annotate(people=Count("person", filter=is_absent, distinct=True)))


def _missed_in(plans: Mapping[UUID, Plan], absent: Mapping[int, int], today: date) -> Mapping[UUID, dict[date, int]]:
    """{cohort: {day: how many missed it}}: who is marked absent, or in doubt, in each session that asks for her.

    Of a day of one session these are those who are ``absent`` there. Of others their marks are read.
    """
    asked = {cohort: {day: set(plan.asked_on(day, today)) for day in plan.held} for cohort, plan in plans.items()}
    of_several = {key for of_one in asked.values() for keys in of_one.values() if len(keys) > 1 for key in keys}
    who: dict[int, set[UUID]] = defaultdict(set)
    if of_several:
        marks = _begun_in(plans.keys()).filter(presence=Presence.ABSENT, session__in=of_several)
        for key, person in marks.values_list("session", "person"):
            who[key].add(person)

    def missed(keys: set[int]) -> int:
        first, *others = keys
        return len(who[first].intersection(*(who[key] for key in others))) if others else absent[first]

    return {cohort: {day: missed(keys) for day, keys in of_one.items()} for cohort, of_one in asked.items()}


def _differing_in(cohorts: Collection[UUID]) -> Mapping[UUID, int]:
    """As :func:`attendance.marks.differ` says it: present and late are two things, and somebody decides."""
    doubtful = _marks_in(cohorts).filter(~of_who_took_back(), Exists(_others().exclude(presence=OuterRef("presence"))))
    counted = doubtful.values_list("session__block__cohort").annotate(people=Count("person", distinct=True))
    return dict(counted)


def _half_taken_in(cohorts: Collection[UUID]) -> Mapping[UUID, int]:
    lately = sessions_lately(Cohort.objects.filter(pk__in=cohorts))
    counted = lately.filter(half_taken(lately)).values_list("block__cohort")
    return dict(counted.annotate(sessions=Count("pk")))


def _stays_in(cohorts: Collection[UUID]) -> Mapping[UUID, list[tuple[date, date | None, int]]]:
    """{cohort: (first day, day on which she left, how many)}: who takes part or did."""
    stays = Enrolment.objects.took_part().filter(cohort__in=cohorts).order_by()
    days = stays.annotate(joined=TruncDate("joined_at"), left=TruncDate("withdrawn_at"))
    found: dict[UUID, list[tuple[date, date | None, int]]] = defaultdict(list)
    for cohort, joined, left, people in days.values_list("cohort", "joined", "left").annotate(people=Count("pk")):
        found[cohort].append((joined, left, people))
    return found
