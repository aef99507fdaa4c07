"""How many days people were there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, UUIDField
from django.utils import timezone

from attendance.came import DayCount, counts_by_day
from attendance.days import Days, Meeting, Plan, Stay, Strip, days_held, days_in, days_of_one, strip_of, strips_of
from attendance.enums import DayState, Presence
from attendance.marks import differ
from attendance.models import Mark
from cohorts.models import Cohort, Enrolment, Session
from core.numbers import percent_of
from core.prepared import Given, GivenMany, Prepared
from people.models import Person


@dataclass(frozen=True)
class DayLine:
    """A day that was held and how it stands for her; of one that does not count, when it is made up next.

    It is ``in_doubt`` where two marks of her differ and nobody has decided yet.
    """

    day: date
    state: DayState
    make_up: date | None = None
    in_doubt: bool = False

    @property
    def counts(self) -> bool:
        """Whether she was there, or made up for it."""
        return self.state in (DayState.PRESENT, DayState.MADE_UP)


def plan_of(cohort: Cohort) -> Plan:
    """Its sessions that stand, and whose list was taken; one query."""
    return Plan(*_listed(cohort))


def days_of(cohort: Cohort, people: Collection[UUID]) -> Mapping[UUID, Days]:
    """{person: her days} of each of ``people``, in three queries however many they are."""
    plan, today = plan_of(cohort), timezone.localdate()
    said, stays = _said_of(cohort, people), _stays_by_person(cohort, people)
    return {person: days_of_one(plan, said.get(person, {}), stays[person], today=today) for person in people}


def day_strips(cohort: Cohort, people: Collection[UUID]) -> dict[UUID, Strip]:
    """{person: each day that was held and how it stands for her} of each of ``people``.

    In three queries, one where no list was taken yet.
    """
    plan = plan_of(cohort)
    if not plan.taken:
        return {}
    said, stays = _said_in(plan.taken, people), _stays_by_person(cohort, people)
    return strips_of(plan, said, stays, people, today=timezone.localdate())


def _with_lists() -> "QuerySet[Session, tuple[int, datetime, int | None, bool]]":
    was_taken = Exists(Mark.objects.standing().filter(session=OuterRef("pk")))
    sessions = Session.objects.standing().filter(block__cohort=Given("cohort", UUIDField()))
    return sessions.annotate(was_taken=was_taken).values_list("pk", "starts_at", "makes_up_id", "was_taken")


def _said() -> "QuerySet[Mark, tuple[UUID, int, Presence]]":
    people, sessions = GivenMany("people", UUIDField()), GivenMany("sessions", BigIntegerField())
    marks = Mark.objects.standing().filter(session__pk__in=[sessions], person__pk__in=[people])
    return marks.order_by().values_list("person_id", "session_id", "presence")


def _of_stays(stays: "QuerySet[Enrolment]") -> "QuerySet[Enrolment, tuple[UUID, datetime, datetime | None]]":
    return stays.order_by().values_list("person_id", "joined_at", "withdrawn_at")


def _stays_of_some() -> "QuerySet[Enrolment, tuple[UUID, datetime, datetime | None, UUID]]":
    # In whatever cohorts, which are few: asked for one of them PostgreSQL looks at all who take part there.
    stays = Enrolment.objects.took_part().filter(person__pk__in=[GivenMany("learners", UUIDField())])
    return stays.order_by().values_list("person_id", "joined_at", "withdrawn_at", "cohort_id")


# Every page of a cohort's learners asks them.
_WITH_LISTS = Prepared(_with_lists)
_SAID = Prepared(_said)
_STAYS = Prepared(_stays_of_some)


def days_of_her(cohort: Cohort, person: Person) -> tuple[Days, list[DayLine]]:
    """Her days, and each day that was held; with the next make-up that is planned for a missed one."""
    meetings, taken = _listed(cohort)
    plan = Plan(meetings, taken)
    hers = _said_of(cohort, [person.pk]).get(person.pk, {})
    strip = strip_of(plan, hers, _stays_by_person(cohort, [person.pk])[person.pk], today=timezone.localdate())
    ahead = _make_ups_ahead(meetings)
    doubts = {plan.day_of[key] for key, words in hers.items() if key in plan.day_of and differ(words)}
    lines = [DayLine(day, state, ahead.get(day), day in doubts) for day, state in strip]
    return days_in(strip), lines


@dataclass(frozen=True)
class StillHers:
    """What days held may still bring her: how many of them she is ``not_marked`` on yet, and the days from today on
    when one that she missed is made up, in order. These are one for each day that she missed and has not made up,
    however often that is made up for.
    """

    not_marked: int = 0
    make_ups: tuple[date, ...] = ()


def days_still_hers(cohort: Cohort, people: Collection[UUID]) -> dict[UUID, StillHers]:
    """{person: what days held may still bring her}; three queries."""
    meetings, taken = _listed(cohort)
    plan, ahead = Plan(meetings, taken), _make_ups_ahead(meetings)
    said, stays = _said_in([each.key for each in meetings], people), _stays_by_person(cohort, people)
    strips = strips_of(plan, said, stays, people, today=timezone.localdate())
    return {person: _still_hers(strip, ahead) for person, strip in strips.items()}


def _still_hers(strip: Iterable[tuple[date, DayState]], ahead: Mapping[date, date]) -> StillHers:
    days = list(strip)
    missed = [day for day, state in days if state in (DayState.MISSED, DayState.NOT_IN)]
    return StillHers(days_in(days).not_marked, tuple(sorted(ahead[day] for day in missed if day in ahead)))


@dataclass(frozen=True)
class DaysOfPlan:
    """The ``days`` in order on which there is a session that is not cancelled and makes up for none.

    ``without_list`` are those up to today on which nobody was marked: who was there is not known.
    """

    days: tuple[date, ...] = ()
    without_list: frozenset[date] = frozenset()


def days_of_plan(cohort: Cohort) -> DaysOfPlan:
    """Those of ``cohort``; one query."""
    (meetings, taken), today = _listed(cohort), timezone.localdate()
    days = {each.day for each in meetings if each.makes_up is None}
    begun = {day for day in days if day <= today}
    return DaysOfPlan(tuple(sorted(days)), frozenset(begun - days_held(meetings, taken)))


@dataclass(frozen=True)
class DaysOfCohort:
    """The days of a cohort: how each that was ``held`` went, and how many the plan has that is not cancelled.

    ``without_list`` are days gone by, today too, on which nobody was marked.
    """

    held: list[DayCount]
    planned: int
    without_list: list[date]

    @property
    def to_come(self) -> int:
        """Days of the plan after today."""
        return self.planned - len(self.held) - len(self.without_list)

    @property
    def end_has_come(self) -> bool:
        """Whether the last day of the plan is here or gone."""
        return self.planned > 0 and not self.to_come

    @property
    def percent_there(self) -> int | None:
        """Of all for whom the days were held, those who were there."""
        places = sum(day.known for day in self.held)
        return percent_of(sum(day.there for day in self.held), places) if places else None


def days_of_cohort(cohort: Cohort) -> DaysOfCohort:
    """Of all who take part or did, in three queries however many they are."""
    plan, today = plan_of(cohort), timezone.localdate()
    marks = Mark.objects.standing().filter(session__block__cohort=cohort).order_by()
    held = counts_by_day(plan, _by_person(marks), _stays_in(cohort), today=today)
    planned = {each.day for each in plan.meetings if each.makes_up is None}
    without_list = planned - {count.day for count in held}
    return DaysOfCohort(held, len(planned), sorted(day for day in without_list if day <= today))


def _stays_by_person(cohort: Cohort, people: Collection[UUID]) -> Mapping[UUID, list[Stay]]:
    found: dict[UUID, list[Stay]] = defaultdict(list)
    rows = _STAYS.all(learners=list(people))
    for stay in _stays((person, joined, left) for person, joined, left, where in rows if where == cohort.pk):
        found[stay.person].append(stay)
    return found


def _stays_in(cohort: Cohort) -> list[Stay]:
    return _stays(_of_stays(Enrolment.objects.took_part().filter(cohort=cohort)))


def _stays(rows: Iterable[tuple[UUID, datetime, datetime | None]]) -> list[Stay]:
    zone = timezone.get_default_timezone()
    return [
        Stay(person, joined.astimezone(zone).date(), left.astimezone(zone).date() if left else None)
        for person, joined, left in rows
    ]


def _make_ups_ahead(meetings: list[Meeting]) -> dict[date, date]:
    """{day: the first day from today on when a session of it is made up}."""
    day_of = {each.key: each.day for each in meetings}
    today = timezone.localdate()
    ahead: dict[date, date] = {}
    for each in sorted(meetings, key=lambda meeting: meeting.day, reverse=True):
        if each.makes_up in day_of and each.day >= today:
            ahead[day_of[each.makes_up]] = each.day
    return ahead


def _listed(cohort: Cohort) -> tuple[list[Meeting], set[int]]:
    """(the sessions that stand, those of them that have begun and whose list was taken); one query.

    It asks each session of its marks: these are as many as learners by sessions.
    """
    rows = _WITH_LISTS.all(cohort=cohort.pk)
    meetings = [Meeting(key, timezone.localdate(starts_at), makes_up) for key, starts_at, makes_up, _taken in rows]
    now = timezone.now()
    return meetings, {key for key, starts_at, _makes_up, was_taken in rows if was_taken and starts_at <= now}


def _said_in(sessions: Collection[int], people: Collection[UUID]) -> dict[UUID, dict[int, list[Presence]]]:
    """{person: {session: what stands of her in it}} of ``sessions``, for a page of people."""
    said: dict[UUID, dict[int, list[Presence]]] = defaultdict(lambda: defaultdict(list))
    for person, session, presence in _SAID.all(sessions=sorted(sessions), people=list(people)):
        said[person][session].append(presence)
    return said


def _said_of(cohort: Cohort, people: Collection[UUID]) -> dict[UUID, dict[int, list[str]]]:
    """{person: {session: what stands of her in it}}."""
    return _by_person(Mark.objects.standing().filter(session__block__cohort=cohort, person__in=people).order_by())


def _by_person(marks: QuerySet[Mark]) -> dict[UUID, dict[int, list[str]]]:
    said: dict[UUID, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for person, session, presence in marks.values_list("person", "session", "presence"):
        said[person][session].append(presence)
    return said
