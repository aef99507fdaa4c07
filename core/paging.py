"""Long lists for programs: a page at a time."""

from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from ninja import Field, Schema

ROWS_A_PAGE = 100
T = TypeVar("T")

PageNumber = Annotated[int, Field(ge=1, le=10_000, description="Counted from 1.")]


class Paged(Schema, Generic[T]):
    """One page of a list. ``next_page`` is null on the last one."""

    items: list[T]
    count: int
    next_page: int | None


def page_of(rows: "QuerySet[Any]", number: int) -> Page:
    """The page of ``rows`` of that number; one behind the last is a 404."""
    try:
        return Paginator(rows, ROWS_A_PAGE).page(number)
    except EmptyPage:
        raise Http404 from None


def paged(page: Page, items: list[Any]) -> dict[str, Any]:
    """``items``, made of the rows of ``page``, as :class:`Paged`."""
    next_page = page.next_page_number() if page.has_next() else None
    return {"items": items, "count": page.paginator.count, "next_page": next_page}
