"""The session that something belongs to."""

from datetime import datetime

from cohorts.models import Session
from groupwork.meeting import session_at
from groupwork.models import Group


def session_of(group: Group, moment: datetime) -> int | None:
    """The key of the session of the group's cohort at ``moment``; one query."""
    sessions = Session.objects.standing().filter(block__cohort=group.cohort_id)
    return session_at(moment, sessions.values_list("pk", "starts_at"))
