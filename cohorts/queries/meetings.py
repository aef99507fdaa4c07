"""The sessions of a cohort as they are moved, cancelled and made up for."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cohorts.models import Cohort, Session
from cohorts.planning import Meeting
from courses.queries import lesson_titles


@dataclass(frozen=True)
class SessionToChange:
    """A session for who changes the plan, with its ``name``; ``is_held`` once it has begun."""

    pk: int
    block: int
    block_title: str
    name: str
    starts_at: datetime
    venue: str
    is_held: bool
    is_cancelled: bool
    makes_up: bool


def sessions_to_change(cohort: Cohort, language: str) -> list[SessionToChange]:
    """All sessions of ``cohort``, those that are cancelled too, in the order of time; two queries."""
    rows = list(
        Session.objects.filter(block__cohort=cohort).select_related("block", "lesson").order_by("starts_at", "pk")
    )
    titles = lesson_titles({row.lesson_id for row in rows if row.lesson_id}, language)
    now = timezone.now()
    return [
        SessionToChange(
            pk=row.pk,
            block=row.block.number,
            block_title=row.block.title,
            name=row.title
            or (titles.get(row.lesson_id) if row.lesson_id else "")
            or str(row.lesson or row.block.title),
            starts_at=timezone.localtime(row.starts_at),
            venue=row.venue,
            is_held=row.starts_at <= now,
            is_cancelled=row.cancelled_at is not None,
            makes_up=row.makes_up_id is not None,
        )
        for row in rows
    ]


def meetings_of(cohort: Cohort) -> list[Meeting]:
    """The sessions of ``cohort`` that stand, by the clock of the place; one query."""
    rows = Session.objects.standing().filter(block__cohort=cohort).select_related("block")
    return [as_meeting(row) for row in rows]


def as_meeting(session: Session) -> Meeting:
    """As the rule of moving knows it."""
    begins_at = timezone.localtime(session.starts_at).replace(tzinfo=None)
    return Meeting(session.pk, session.block.number, begins_at, session.minutes, session.venue)
