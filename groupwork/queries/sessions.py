"""The session that something belongs to, for who came by its group through permissions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from cohorts.models import Session
from groupwork.meeting import may_be_of, session_at
from groupwork.models import Group


@dataclass(frozen=True)
class NamedSession:
    """A session as it is chosen from a list. One that is not ``is_offered`` is taken where a phone names it."""

    key: int
    name: str
    is_offered: bool


def session_of(group: Group, moment: datetime) -> int | None:
    """The key of the session of the group's cohort at ``moment``; one query."""
    return session_at(moment, sessions_of(group))


def sessions_of(group: Group) -> list[tuple[int, datetime]]:
    """(key, when it begins) of the sessions of the group's cohort; one query."""
    return list(Session.objects.standing().filter(block__cohort=group.cohort_id).values_list("pk", "starts_at"))


def sessions_named(group: Group) -> list[NamedSession]:
    """Those of the group's cohort, the newest first; one query.

    What has begun, or is of today, is offered. One that was cancelled since a phone named it holds what was written.
    """
    now = timezone.now()
    of_cohort = Session.objects.filter(block__cohort=group.cohort_id).order_by("-starts_at", "-pk")
    rows = list(of_cohort.values_list("pk", "starts_at", "cancelled_at"))
    days = Counter(timezone.localdate(begins) for _key, begins, _cancelled in rows)
    return [
        NamedSession(key, _name_of(begins, days), not cancelled and may_be_of(now, begins))
        for key, begins, cancelled in rows
    ]


def session_offered(sessions: Iterable[NamedSession], key: str) -> NamedSession | None:
    """The one of ``sessions`` with this key, where it can be chosen."""
    return next((each for each in sessions if each.is_offered and str(each.key) == key), None)


def _name_of(begins: datetime, days: Counter[date]) -> str:
    """By its day; by its hour too, where there are several that day."""
    local = timezone.localtime(begins)
    said = {"day": date_format(local.date()), "time": time_format(local.time(), "H:i")}
    return (_("Session of %(day)s, %(time)s") if days[local.date()] > 1 else _("Session of %(day)s")) % said
