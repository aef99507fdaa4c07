"""The sessions of a cohort as they are moved, cancelled and made up for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from cohorts.kinds import people_counted, taken_among
from cohorts.models import Cohort, Session
from cohorts.permissions import people_attending
from cohorts.planning import Meeting, Taken
from cohorts.queries.team import grants_over
from courses.queries import titles_as_written
from people.enums import Role
from people.models import Person, RoleGrant


@dataclass(frozen=True)
class SessionToChange:
    """A session for who changes the plan, with its ``name``, in ``language`` where a lesson gives it.

    ``has_begun`` once it has begun, or once somebody is marked in it on its day.
    """

    pk: int
    block: int
    block_title: str
    name: str
    language: str
    starts_at: datetime
    venue: str
    has_begun: bool
    is_cancelled: bool
    makes_up: bool
    cancelled_for: str

    @property
    def is_over(self) -> bool:
        """Whether it has begun by the clock: a list that is taken before leaves it to come."""
        return self.starts_at <= timezone.now()


def sessions_to_change(cohort: Cohort, language: str) -> list[SessionToChange]:
    """All sessions of ``cohort``, those that are cancelled too, in the order of time.

    Two queries, three where one is still to begin today.
    """
    rows = list(
        Session.objects.filter(block__cohort=cohort).select_related("block", "lesson").order_by("starts_at", "pk")
    )
    called = titles_as_written({row.lesson_id for row in rows if row.lesson_id}, language)
    names = {row.pk: name_of_session(row, called) for row in rows}
    now, today = timezone.now(), timezone.localdate()
    taken = taken_among([row.pk for row in rows if now < row.starts_at and timezone.localdate(row.starts_at) == today])
    return [
        SessionToChange(
            pk=row.pk,
            block=row.block.number,
            block_title=row.block.title,
            name=names[row.pk][0],
            language=names[row.pk][1],
            starts_at=timezone.localtime(row.starts_at),
            venue=row.venue,
            has_begun=row.starts_at <= now or row.pk in taken,
            is_cancelled=row.cancelled_at is not None,
            makes_up=row.makes_up_id is not None,
            cancelled_for=row.cancelled_for,
        )
        for row in rows
    ]


def name_of_session(session: Session, called: Mapping[UUID, tuple[str, str]]) -> tuple[str, str]:
    """Its own title, else that of its lesson, with the language where it is known; ``called`` is {lesson: both}."""
    if session.title:
        return session.title, ""
    of_lesson = called.get(session.lesson_id) if session.lesson_id else None
    return of_lesson or (str(session.lesson or session.block.title), "")


def meetings_of(cohort: Cohort) -> list[Meeting]:
    """The sessions of ``cohort`` that stand, by the clock of the place; one query."""
    rows = Session.objects.standing().filter(block__cohort=cohort).select_related("block")
    return [as_meeting(row) for row in rows]


def hours_taken(cohort: Cohort, days: Collection[date], *, but_for: Collection[int] = ()) -> list[Taken]:
    """What ``cohort`` and the other cohorts of who trains it meet for from the first of ``days`` to the last.

    Of who trains it by a role over the cohort itself: who trains a whole place cannot be everywhere. Three queries.
    """
    trainers = grants_over(cohort).filter(role=Role.TRAINER).values_list("person", flat=True)
    held = RoleGrant.objects.current().filter(scope_kind="cohort", role=Role.TRAINER, person__in=list(trainers))
    training = dict(held.exclude(scope_key=cohort.pk).values_list("scope_key", "person__name"))
    rows = Session.objects.standing().filter(
        block__cohort__in=[cohort.pk, *training],
        starts_at__date__range=(min(days) - timedelta(days=1), max(days)),
    )
    return [_taken(row, cohort, training) for row in rows.exclude(pk__in=but_for).select_related("block__cohort")]


def _taken(row: Session, cohort: Cohort, training: Mapping[Any, str]) -> Taken:
    begins_at, ends_at = (timezone.localtime(at).replace(tzinfo=None) for at in (row.starts_at, row.ends_at))
    there = row.block.cohort
    if there == cohort:
        said = _("This cohort meets then already, at %(hour)s") % {"hour": time_format(begins_at)}
    else:
        said = _("%(name)s trains %(cohort)s then") % {"name": training[there.pk], "cohort": there.name}
    return Taken(begins_at, ends_at, said)


def people_expected_at(cohort: Cohort, sessions: Sequence[Session]) -> QuerySet[Person]:
    """Who goes to one of these ``sessions`` of ``cohort``: to a make-up, nobody for whom that day counts anyway."""
    attending = people_attending(cohort)
    if not sessions or any(session.makes_up is None for session in sessions):
        return attending
    return attending.exclude(pk__in=set.intersection(*(people_counted(session.makes_up) for session in sessions)))


def as_meeting(session: Session) -> Meeting:
    """As the rule of moving knows it."""
    begins_at = timezone.localtime(session.starts_at).replace(tzinfo=None)
    return Meeting(session.pk, session.block.number, begins_at, session.minutes, session.venue)
