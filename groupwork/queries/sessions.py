"""The session that something belongs to."""

from datetime import datetime

from cohorts.models import Session
from groupwork.meeting import session_at
from groupwork.models import Group


def session_of(group: Group, moment: datetime) -> int | None:
    """The key of the session of the group's cohort at ``moment``; one query."""
    return session_at(moment, sessions_of(group))


def sessions_of(group: Group) -> list[tuple[int, datetime]]:
    """(key, when it begins) of the sessions of the group's cohort; one query."""
    return list(Session.objects.standing().filter(block__cohort=group.cohort_id).values_list("pk", "starts_at"))
