"""Rows that are worked out anew, some at a time, by whoever comes first."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")

ROWS_AT_ONCE = 200


def by_batches(
    rows: QuerySet[Row], work_out: Callable[[list[Row]], list[Item]], *, is_shared: bool = False
) -> list[Item]:
    """What ``work_out`` gives of all ``rows``, in the order of their keys, of so many at a time in one transaction.

    They are locked before anything is read: who does something meanwhile waits with her mark until this is written, no
    longer than one batch takes; within a transaction that is open already, until that ends.

    Where it ``is_shared``, others who come for the same rows take those that nobody has, instead of standing in line
    for every batch; each ends when all are done. Right only for rows that no longer are among ``rows`` once they are
    worked out, and where no transaction is open: two that hold what the other passed over would wait for each other.
    """
    done: list[Item] = []
    for passes_over in (True, False) if is_shared else (False,):
        last: Any = None
        while some := _next(rows, last, work_out, done, passes_over=passes_over):
            last = some[-1].pk
    return done


@transaction.atomic
def _next(
    rows: QuerySet[Row], last: Any, work_out: Callable[[list[Row]], list[Item]], done: list[Item], *, passes_over: bool
) -> list[Row]:
    """The rows after ``last``, worked out; none where there are no more."""
    after = rows if last is None else rows.filter(pk__gt=last)
    some = list(after.select_for_update(skip_locked=passes_over).order_by("pk")[:ROWS_AT_ONCE])
    if some:
        done += work_out(some)
    return some
