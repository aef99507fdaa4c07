"""Whose attempts one may see: one's own. What a trainer sees of them comes through her cohort."""

from django.db.models import QuerySet

from assessments.models import Attempt
from people.models import Person


def can_see_attempt(person: Person | None, attempt: Attempt) -> bool:
    """Her own."""
    return person is not None and attempt.person_id == person.pk


def attempts_visible_to(person: Person | None) -> QuerySet[Attempt]:
    """The queryset twin of :func:`can_see_attempt`."""
    return Attempt.objects.filter(person=person) if person else Attempt.objects.none()
