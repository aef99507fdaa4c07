"""Whose attempts one may see: one's own. What a trainer sees of them comes through her cohort."""

from assessments.models import Attempt, AttemptQuerySet
from core.prepared import Given
from people.models import Person


def attempts_visible_to(person: Person | Given | None) -> AttemptQuerySet:
    """Her own."""
    return Attempt.objects.filter(person=person) if person else Attempt.objects.none()
