"""Text that is kept in several languages: ``{language: value}``, in English always, in the others where translated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, override

from core.enums import Language

T = TypeVar("T")

SOURCE = Language.ENGLISH
OTHER_LANGUAGES = [(code, label) for code, label in Language.choices if code != SOURCE]


@dataclass(frozen=True)
class Chosen(Generic[T]):
    """What a reader is shown, and the language it is in: the ``lang`` of what surrounds it."""

    value: T
    language: str


def _filled_in(sentence: str | Promise, values: Mapping[str, Any]) -> str:
    return str(sentence) % values


def _listed(names: Iterable[str | Promise]) -> str:
    return ", ".join(str(name) for name in names)


# Names one after the other, each in the language of the reader.
listed = lazy(_listed, str)
# A sentence with its ``values``, put together when it is said: in the language of then.
filled_in = lazy(_filled_in, str)


def in_each_language(sentence: str | Promise) -> dict[str, str]:
    """A ``sentence`` to be kept: who reads it later may read another language by then. Nothing of an empty one."""
    said = {}
    for language in Language.values if sentence else ():
        with override(language):
            said[language] = str(sentence)
    return said


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
