"""The activities of a gradebook in order, by their titles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from assignments.models import Assignment
from cohorts.models import Cohort
from cohorts.queries import lesson_entries
from core.local_text import language_now
from courses.queries import lesson_titles
from gradebook.enums import ASSIGNMENTS, DAYS
from gradebook.models import HandMark, Weight
from gradebook.queries.books import WHOLE, Book


@dataclass(frozen=True)
class Activity:
    """``short`` heads its column where there are many; ``title`` is written in ``language``, the reader's where empty.

    ``weight`` is None of what is marked in days or assignments. ``most`` is what there may be at most.
    """

    key: str
    short: str
    title: str
    language: str = ""
    weight: int | None = None
    note: str = ""
    most: int = WHOLE

    @property
    def heading(self) -> str:
        """What stands above its column: its number and its title, the title alone of what has no number."""
        return self.title if self.short == self.title else f"{self.short}. {self.title}"


def activities_of(cohort: Cohort, book: Book, language: str) -> list[Activity]:
    """Lessons with questions in the order of the course, assignments that are marked, and what is asked for besides."""
    notes = {book.pre_test: _("Test at the beginning"), book.post_test: _("Test at the end")}
    lessons = [entry for entry in lesson_entries(cohort, language) if str(entry.key) in book.weights]
    found = [
        Activity(
            str(entry.key),
            str(number),
            entry.title,
            entry.language,
            book.weights[str(entry.key)],
            notes.get(str(entry.key), ""),
        )
        for number, entry in enumerate(lessons, start=1)
    ]
    number = len(found)
    found += [
        Activity(key, str(number + place), title, weight=book.weights[key])
        for place, (key, title) in enumerate(book.works.items(), start=1)
    ]
    names, today = _names_besides(), timezone.localdate()
    return found + [Activity(key, names[key], names[key], most=book.most(key, today)) for key in book.asked_besides]


def activities_in_words(rows: Sequence[HandMark | Weight]) -> dict[Any, str]:
    """{row: what its activity is called}, empty where it is no more; for who is named in the rows."""
    named = names_of_activities(row.activity for row in rows)
    return {row.pk: named.get(row.activity, "") for row in rows}


def names_of_activities(activities: Iterable[str]) -> dict[str, str]:
    """{activity: what it is called} of those that are there; two queries."""
    besides = _names_besides()
    keys = {UUID(activity) for activity in activities if activity not in besides}
    titles = lesson_titles(keys, language_now()) | dict(
        Assignment.objects.filter(pk__in=keys).values_list("pk", "title")
    )
    return besides | {str(key): title for key, title in titles.items()}


def _names_besides() -> dict[str, str]:
    return {DAYS: _("Days present"), ASSIGNMENTS: _("Assignments approved")}
