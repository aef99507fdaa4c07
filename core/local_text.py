"""Text that is kept in several languages: ``{language: value}``, in English always, in the others where translated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import get_language

from core.enums import Language

T = TypeVar("T")

SOURCE = Language.ENGLISH
OTHER_LANGUAGES = [(code, label) for code, label in Language.choices if code != SOURCE]


@dataclass(frozen=True)
class Chosen(Generic[T]):
    """What a reader is shown, and the language it is in: the ``lang`` of what surrounds it."""

    value: T
    language: str


def language_now() -> str:
    """The language of the reader whose request is answered, or whose letter is written."""
    return get_language() or SOURCE.value


def choose(texts: Mapping[str, T], language: str | None = None) -> Chosen[T]:
    """Of ``texts`` the one in ``language`` (the reader's, where none is named), the English one where that is empty.

    Raises KeyError where there is no English either.
    """
    wanted = language or language_now()
    if texts.get(wanted):
        return Chosen(texts[wanted], wanted)
    return Chosen(texts[SOURCE], SOURCE.value)
