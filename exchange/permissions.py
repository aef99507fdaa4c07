"""Whose imports one sees: one's own, while one may still bring such a table in."""

from typing import Any

from django.db.models import QuerySet

from exchange.kinds import IMPORT_KINDS, ImportKind
from exchange.models import Import


def kind_for(user: Any, name: str, about: str) -> ImportKind | None:
    """The kind of import ``name``, where ``user`` may bring it in about ``about``."""
    if name not in IMPORT_KINDS:
        return None
    kind = IMPORT_KINDS.get(name)
    return kind if kind.may(user, about) else None


def imports_of(user: Any) -> QuerySet[Import]:
    """The imports ``user`` brought in, without the file itself."""
    return Import.objects.filter(by=user).defer("content")
