"""What somebody cannot do yet, by the questions that went wrong."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Attempt, AttemptQuestion


class Missed(NamedTuple):
    """Of the questions about what one can do after ``lesson``: how many were asked, and how many not wholly right."""

    lesson: UUID
    asked: int
    wrong: int


def objectives_missed(shown: "QuerySet[Any, UUID]", lessons: Iterable[UUID]) -> dict[UUID, list[Missed]]:
    """{lesson: what went wrong in its questions when she last handed them in, the most first}; one query.

    ``shown`` asks for the key of the one person whose results the reader may see, of nobody where she may not.

    A question tests what its own lesson teaches where it names nothing else.
    """
    handed_in = Attempt.objects.handed_in().filter(person__in=shown, quiz__lesson__in=list(lessons))
    last = handed_in.filter(quiz=OuterRef("attempt__quiz")).order_by("-submitted_at", "-pk").values("pk")[:1]
    rows = (
        AttemptQuestion.objects.filter(attempt__in=handed_in, attempt=Subquery(last))
        .order_by()
        .values("attempt__quiz__lesson", tests=Coalesce("question__objective", "attempt__quiz__lesson"))
        .annotate(asked=Count("pk"), wrong=Count("pk", filter=Q(marks__lt=1)))
        .filter(wrong__gt=0)
    )
    found: dict[UUID, list[Missed]] = {}
    for row in sorted(rows, key=lambda row: (-row["wrong"], row["asked"], row["tests"])):
        missed = Missed(row["tests"], row["asked"], row["wrong"])
        found.setdefault(row["attempt__quiz__lesson"], []).append(missed)
    return found
