"""Sessions of a cohort, and marks made in them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from attendance.marks import Said
from attendance.models import Mark
from attendance.queries import Sheet, sheet_of
from attendance.services import mark_people
from cohorts.models import Block, Cohort, Session
from people.models import Person
from tests.factories import PersonFactory


def session_of(cohort: Cohort, *, days: int = 0, hour: int = 0, **more: Any) -> Session:
    """A session so many ``days`` from today, in the block of its day."""
    day = timezone.localdate() + timedelta(days=days)
    number = cohort.blocks.count() + 1
    block = cohort.blocks.filter(starts_on=day).first() or Block.objects.create(
        cohort=cohort, number=number, title=f"Block {number}", starts_on=day, ends_on=day
    )
    begins = timezone.make_aware(datetime.combine(day, time(hour)))
    return Session.objects.create(
        block=block, starts_at=begins, **{"venue": "Panchayat hall", "title": "Goats", **more}
    )


def said(person: Person, presence: str, *over: UUID, reason: str = "", **more: Any) -> Said:
    """What a phone says of one person, over the marks it saw."""
    return Said(**{"id": uuid4(), **more}, person=person.pk, presence=presence, reason=reason, over=frozenset(over))


def mark(session: Session, person: Person, presence: str, *over: UUID, by: Person, **more: Any) -> Mark:
    """One mark, written down."""
    (made,) = mark_people(session, [said(person, presence, *over, **more)], by=by)
    return made


def list_of(session: Session) -> Sheet:
    """The list as somebody reads it who sees nobody outside of the cohort."""
    return sheet_of(session, PersonFactory())


def fields_of(*marks: Said) -> dict[str, str]:
    """``marks`` as a phone hands them in."""
    fields = {}
    for each in marks:
        fields[f"state:{each.person}"] = f"{each.presence}/{each.reason}" if each.reason else each.presence
        fields[f"mark:{each.person}"] = " ".join(map(str, [each.id, *each.over]))
    return fields


def days_ago(number: int) -> date:
    """The day so many days before today."""
    return timezone.localdate() - timedelta(days=number)
