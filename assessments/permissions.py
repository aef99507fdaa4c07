"""Whose attempts one may see: one's own. What a trainer sees of them comes through her cohort."""

from django.db.models import QuerySet

from assessments.models import Attempt, AttemptQuerySet
from core.prepared import Given
from people.enums import Purpose
from people.models import Person
from people.permissions import agreed, people_visible_to


def attempts_visible_to(person: Person | Given | None) -> AttemptQuerySet:
    """Her own."""
    return Attempt.objects.filter(person=person) if person else Attempt.objects.none()


def people_named_with_results_to(viewer: Person | None) -> QuerySet[Person]:
    """Whom who marks a question anew is named: those she sees by a role of hers who share their results.

    Of the others she reads what it does to an attempt, and not whose it is.
    """
    return people_visible_to(viewer).filter(agreed(Purpose.SHARING, "pk"))
