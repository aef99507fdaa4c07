"""Reads about what was recorded."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import CharField, DecimalField, Max
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from assignments.models import Assignment
from assignments.permissions import records_visible_to
from assignments.recording import SUMMED, Asks, Sum, columns_of, key_of, sums_of
from core.asked import Asked
from core.records import FieldRecordQuerySet
from people.models import Person


def asks_seen(assignment: Assignment, key: str) -> Asks:
    """What the page asked by whose ``key`` something comes: as it was, where it was changed meanwhile."""
    asks: Asks = assignment.asks
    if key == key_of(asks):
        return asks
    former = assignment.former.values_list("asks", flat=True)
    return next((each for each in former if key_of(each) == key), asks)


def asked_ever(keys: Iterable[UUID]) -> dict[UUID, list[Asked]]:
    """{assignment: what it asks or has asked}; two queries.

    For who reads what was handed in for these, and so may see the words that it answers.
    """
    found = Assignment.objects.filter(pk__in=keys).prefetch_related("former")
    return {each.pk: columns_of([each.asks, *(former.asks for former in each.former.all())]) for each in found}


def records_of(assignment: Assignment, viewer: Person) -> FieldRecordQuerySet:
    """The newest version of each whose work she sees, where that has a record."""
    found = records_visible_to(viewer).filter(work__assignment=assignment).current()
    return found.select_related("work__person").order_by("work__person__name", "pk")


def asked_over_time(assignment: Assignment, records: FieldRecordQuerySet) -> list[Asked]:
    """What is asked now, in order, and what was asked of those ``records`` before, the last first; one query."""
    of_each = records.order_by().values("asks").annotate(last=Max("received_at")).order_by("-last")
    before = of_each.values_list("asks", flat=True)
    return columns_of([assignment.asks, *before])


def by_answers(records: FieldRecordQuerySet, asked: Iterable[Asked]) -> FieldRecordQuerySet:
    """``records`` that can be put in order by each answer: numbers as numbers, under the name of :func:`order_of`."""
    return records.alias(**{order_of(each): _sorted_as(each) for each in asked})


def order_of(asked: Asked) -> str:
    """The name by which records are put in order by an answer."""
    return f"by_{asked.name}"


def sums_recorded(records: FieldRecordQuerySet, asked: Iterable[Asked]) -> list[Sum]:
    """What the numbers among the answers come to; one query."""
    return sums_of(asked, list(records.values_list("entries", flat=True)))


def _sorted_as(asked: Asked) -> Cast:
    as_number = DecimalField(max_digits=20, decimal_places=4)
    return Cast(KT(f"entries__{asked.name}"), as_number if asked.ask in SUMMED else CharField())
