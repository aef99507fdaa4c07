"""Who has more time or tries at which test."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments.models import Allowance, Quiz


def tests_of(lessons: Iterable[UUID]) -> list[Quiz]:
    """The tests of ``lessons``."""
    return list(Quiz.objects.filter(lesson__in=list(lessons)))


def allowances_of(tests: Iterable[int], group: UUID, people: "QuerySet[Any]") -> list[Allowance]:
    """What holds now at ``tests`` for a ``group`` and for each of ``people`` (their keys), the newest first."""
    theirs = Q(group=group) | Q(person__in=people)
    found = Allowance.objects.in_force().filter(theirs, quiz__in=list(tests))
    return list(found.select_related("person", "given_by__person").order_by("-given_at", "-pk"))
