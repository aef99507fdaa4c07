"""Finding rows by words as people type them: what is looked through is kept folded, what is typed is folded too."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db import models
from django.db.models import Model, Q, QuerySet

from core.codes import plain_code
from core.text import fold, words

MOST_WORDS = 8

Row = TypeVar("Row", bound=Model)


class FoldedText(models.TextField):
    """What a search looks through: the row's ``searched()``, folded. Written with the row, in bulk, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, "default": "", **kwargs})

    def pre_save(self, model_instance: Model, add: bool) -> str:
        said: Iterable[str] = model_instance.searched()  # type: ignore[attr-defined]  # a Searched
        folded = fold("\n".join(said))
        setattr(model_instance, self.attname, folded)
        return folded


class Searched(models.Model):
    """A row that is found by what it says of itself, however that is typed (:func:`core.text.fold`)."""

    search_text = FoldedText()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)

    def searched(self) -> Iterable[str]:
        """The texts a search looks through."""
        raise NotImplementedError


def words_sought(typed: str) -> list[str]:
    """The words of ``typed`` as a ``search_text`` has them, to be looked for in it.

    What is typed is cut into words at blanks and punctuation, never at a vowel sign. At most eight words count.
    """
    return words(fold(typed))[:MOST_WORDS]


def holds(typed: str, *through: str) -> Q:
    """Has every word of ``typed`` in one of ``through`` (lookups); an empty condition where nothing typed is a word."""
    condition = Q()
    for word in words_sought(typed):
        in_one = Q()
        for lookup in through or ("search_text",):
            in_one |= Q(**{f"{lookup}__icontains": word})
        condition &= in_one
    return condition


def sought(typed: str, through: Iterable[str], codes: Iterable[str] = ()) -> Q:
    """As :func:`holds`, or what is typed is the whole of one of ``codes`` (lookups), however it is spaced."""
    condition = holds(typed, *through)
    if not condition:
        return condition
    return reduce(or_, (Q(**{lookup: plain_code(typed)}) for lookup in codes), condition)


def named(rows: "QuerySet[Row]", typed: str) -> "QuerySet[Row]":
    """Those of ``rows`` (:class:`Searched`) that have every word of ``typed``; none where nothing typed is a word."""
    condition = holds(typed)
    return rows.filter(condition) if condition else rows.none()
