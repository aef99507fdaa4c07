"""Finding rows by a name in any of its languages."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from core.enums import Language

Row = TypeVar("Row", bound=Model)


def named(rows: "QuerySet[Row]", words: str) -> "QuerySet[Row]":
    """Those of ``rows``, which have ``name`` and ``local_names``, whose name in some language holds ``words``."""
    holds = Q(name__icontains=words)
    for language in Language.values:
        holds |= Q(**{f"local_names__{language}__icontains": words})
    return rows.filter(holds)
