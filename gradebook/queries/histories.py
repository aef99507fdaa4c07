"""How a cell of a gradebook came to be what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.queries import results_in_order
from cohorts.models import Enrolment
from cohorts.queries import lesson_entries
from core.local_text import language_now
from gradebook.models import HandMark
from gradebook.queries.objectives import Unmet, unmet_objectives


@dataclass(frozen=True)
class Change:
    """That a cell went from one value to another: by hand, who did it and why, or else by her own result."""

    at: datetime
    was: int | None
    value: int | None
    who: str = ""
    why: str = ""


def history_of(stay: Enrolment, activity: str) -> list[Change]:
    """The newest first; two queries, one of what is no lesson."""
    by_hand = HandMark.objects.filter(enrolment=stay, activity=activity).select_related("marked_by__person")
    changes = [Change(row.marked_at, row.was, row.value, _named(row), row.why) for row in by_hand]
    lesson = _lesson(activity)
    results = results_in_order(stay.person_id, lesson) if lesson else []
    return sorted([*changes, *better_results(results)], key=lambda change: change.at, reverse=True)


def unmet_in(stay: Enrolment, activity: str) -> list[Unmet]:
    """What the questions of a lesson show that she cannot do yet; nothing of what is no lesson."""
    lesson = _lesson(activity)
    entries = {entry.key: entry for entry in lesson_entries(stay.cohort, language_now())}
    return unmet_objectives(stay.person_id, [lesson], entries) if lesson in entries else []


def better_results(results: Iterable[tuple[datetime, int]]) -> list[Change]:
    """Of results in order those that were her best until then: 40, 30, 80 are two changes."""
    best: int | None = None
    changes = []
    for at, percent in results:
        if best is None or percent > best:
            changes.append(Change(at, best, percent))
            best = percent
    return changes


def _named(row: HandMark) -> str:
    person = getattr(row.marked_by, "person", None)
    return str(person or row.marked_by or "")


def _lesson(activity: str) -> UUID | None:
    try:
        return UUID(activity)
    except ValueError:
        return None
