"""How her days came to be as many as they are: each mark that changed their number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from attendance.days import Plan, days_of_one
from attendance.enums import Presence
from attendance.marks import Made, standing
from attendance.permissions import marks_seen_by
from attendance.queries.days import plan_of
from cohorts.models import Cohort
from people.models import Person

Said = tuple[Presence, ...]


@dataclass(frozen=True)
class DayTurn:
    """That a mark changed how many days count for her: in the session of ``day`` it said ``before``, and ``after``."""

    at: datetime
    by: str
    day: date
    before: Said
    after: Said
    was: int
    now: int


def turns_of_days(viewer: Person, cohort: Cohort, person: UUID) -> list[DayTurn]:
    """As ``viewer`` may see them, of the sessions that stand now, in the order in which marks reached us."""
    plan = plan_of(cohort)
    hers = marks_seen_by(viewer).filter(session__block__cohort=cohort, session__cancelled_at=None, person=person)
    marks = hers.select_related("recorded_by", "session").order_by("received_at", "pk")
    made: dict[int, list[Made]] = defaultdict(list)
    found: list[DayTurn] = []
    was = 0
    for mark in marks:
        before = _said(made[mark.session_id])
        made[mark.session_id].append(Made(mark.pk, mark.presence, frozenset(map(UUID, mark.over))))
        now = _counted(plan, made)
        if now != was:
            day, after = timezone.localdate(mark.session.starts_at), _said(made[mark.session_id])
            found.append(DayTurn(mark.received_at, mark.recorded_by.name, day, before, after, was, now))
        was = now
    return found


def _said(made: list[Made]) -> Said:
    """What stands, each thing once."""
    words = {each.said for each in standing(made)}
    return tuple(each for each in Presence if each in words)


def _counted(plan: Plan, made: dict[int, list[Made]]) -> int:
    """A day counts by what stands of her alone, whenever she belonged."""
    return days_of_one(plan, {key: [each.said for each in standing(marks)] for key, marks in made.items()}, ()).counted
