"""Lists on which somebody is marked, and somebody who is expected is not."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from attendance.models import Mark
from attendance.permissions import of_who_took_back
from cohorts.models import Cohort, Enrolment, Session

# So long a trainer knows who was there; older ones are on the page of their cohort.
STILL_REMEMBERED = timedelta(days=21)


def not_marked_in(sessions: Collection[int]) -> dict[int, set[UUID]]:
    """{session: who is expected there, and nobody has said anything of her}; one query."""
    found: dict[int, set[UUID]] = defaultdict(set)
    for key, person in _without_mark(sessions).values_list("cohort__blocks__sessions", "person"):
        found[key].add(person)
    return found


def sessions_lately(cohorts: QuerySet[Cohort]) -> QuerySet[Session]:
    """What ``cohorts`` met for in the last weeks, before today."""
    begun = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    within = {"starts_at__lt": begun, "starts_at__gte": begun - STILL_REMEMBERED}
    return Session.objects.standing().filter(block__cohort__in=cohorts, **within).order_by()


def half_taken(sessions: QuerySet[Session]) -> Q:
    """Those of ``sessions`` that are half taken.

    Make-ups are not among them: who is not marked in one has missed nothing by it.
    """
    somebody = Exists(Mark.objects.standing().filter(session=OuterRef("pk")))
    return Q(somebody, pk__in=_without_mark(sessions.values("pk")).values("cohort__blocks__sessions"), makes_up=None)


def _without_mark(sessions: Any) -> QuerySet[Enrolment, Any]:
    """Who is expected in one of ``sessions``, keys or a query for them, and not marked there, by ``session``.

    What :mod:`attendance.listed` says of one session, asked of the database for many at once: a test holds the two to
    the same people. Who took back her consent is none of them: no list names her, so nobody could mark her.
    """
    stays = Enrolment.objects.took_part().filter(cohort__blocks__sessions__in=sessions).order_by()
    in_each = stays.annotate(
        session=F("cohort__blocks__sessions"), day=TruncDate("cohort__blocks__sessions__starts_at")
    )
    lasted = Q(withdrawn_at=None) | Q(withdrawn_at__date__gt=F("day"))
    marks = Mark.objects.standing().filter(session=OuterRef("session"), person=OuterRef("person"))
    return in_each.filter(lasted, ~Exists(marks), ~of_who_took_back(), joined_at__date__lte=F("day"))
