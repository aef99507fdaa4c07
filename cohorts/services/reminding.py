"""Telling people of the sessions of tomorrow."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, Session
from cohorts.queries import people_expected_at
from notifications.services import notify
from people.models import Person

SESSIONS = "cohort_sessions"


def tell_of_tomorrow(payload: dict[str, Any]) -> None:
    """The daily job: who learns, trains or mentors is told once of all she goes to on the day after ``payload["day"]``.

    Run a day late it tells of nothing: the day has come. What is told again, because a session was moved since, says
    so as news.
    """
    day = date.fromisoformat(payload["day"]) + timedelta(days=1)
    if day <= timezone.localdate():
        return
    for person, sessions in _sessions_of_each(day).items():
        first = sessions[0]
        notify(
            person,
            kind=SESSIONS,
            event=f"sessions:{day.isoformat()}",
            data={
                "at": first.starts_at.isoformat(),
                "venue": first.venue,
                "cohort": first.block.cohort.name,
                "number": len(sessions),
            },
            link=reverse("cohorts:timetable"),
            occasion=",".join(f"{each.pk}-{each.starts_at:%H%M}" for each in sessions)[:100],
            anew=True,
        )


def _sessions_of_each(day: date) -> dict[Person, list[Session]]:
    """What each goes to on ``day`` that is not cancelled, in order; who was there goes to no make-up for it."""
    sessions = Session.objects.standing().filter(starts_at__date=day).select_related("block__cohort", "makes_up")
    met: dict[tuple[Cohort, Session | None], list[Session]] = defaultdict(list)
    for session in sessions.order_by("starts_at", "pk"):
        met[session.block.cohort, session.makes_up].append(session)
    hers: dict[Person, list[Session]] = defaultdict(list)
    for (cohort, _makes_up), held in met.items():
        for person in people_expected_at(cohort, held):
            hers[person] += held
    return {person: sorted(held, key=lambda each: (each.starts_at, each.pk)) for person, held in hers.items()}
