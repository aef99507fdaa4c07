"""Reads about notices."""

from notifications.models import Notice
from people.models import Person


def times_seen(person: Person, event: str) -> int:
    """How many notices of ``event`` she has seen: one that was seen does not silence the next about the same."""
    return Notice.objects.filter(person=person, event__startswith=f"{event}:", read_at__isnull=False).count()


def unread_count(person: Person) -> int:
    """How many notices ``person`` has not seen."""
    return Notice.objects.filter(person=person, read_at=None).count()
