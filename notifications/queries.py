"""Reads about notices."""

from notifications.models import Notice
from people.models import Person


def unread_count(person: Person) -> int:
    """How many notices ``person`` has not seen."""
    return Notice.objects.filter(person=person, read_at=None).count()
