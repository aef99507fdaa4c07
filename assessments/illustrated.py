"""Pictures and spoken words of a question: which of the library's go with what is asked, and with each option.

An author's parts are ``picture_en`` and ``sound_en`` of what is asked, ``picture_a_en`` and ``sound_a_en`` of a row:
the number in the library, as text. Kept beside the texts of a language are ``pictures`` and ``sounds``, {PROMPT or the
key of an option: number}. Where a language has no picture of its own the English one is shown; sound is never borrowed.
"""

from collections.abc import Mapping
from typing import Any

from core.local_text import SOURCE

PROMPT = "prompt"
# {part of an author: under which name it is kept}
KEPT_AS = {"picture": "pictures", "sound": "sounds"}


def kept_illustrations(parts: Mapping[str, str], language: str, option_keys: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of ``parts`` in one language; ``option_keys`` are {letter of a row: key of its option}."""
    kept = {}
    for name, kept_as in KEPT_AS.items():
        named = {PROMPT: f"{name}_{language}"}
        named |= {key: f"{name}_{letter}_{language}" for letter, key in option_keys.items()}
        numbers = {key: int(parts[part]) for key, part in named.items() if parts.get(part)}
        if numbers:
            kept[kept_as] = numbers
    return kept


def illustration_parts(text: Mapping[str, Any], language: str, option_keys: Mapping[str, str]) -> dict[str, str]:
    """The other way round."""
    parts = {}
    for name, kept_as in KEPT_AS.items():
        numbers = text.get(kept_as, {})
        parts[f"{name}_{language}"] = _as_text(numbers.get(PROMPT))
        parts |= {f"{name}_{letter}_{language}": _as_text(numbers.get(key)) for letter, key in option_keys.items()}
    return parts


def pictures_in(texts: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, int]:
    """{PROMPT or key: number of the picture} for a reader of ``language``, one of ``texts``."""
    return {**texts[SOURCE].get("pictures", {}), **texts[language].get("pictures", {})}


def _as_text(number: int | None) -> str:
    return str(number) if number else ""
