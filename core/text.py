"""Rules for text in every script: one normal form, no cut through a letter, slugs in plain letters, words
that stay whole.

Indic letters are clusters of several code points; Django's own slug and truncation split or drop the vowel signs
(docs/decisions), so these are used instead.
"""

import re
import unicodedata

from anyascii import anyascii

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_JOINERS = {"\u200c", "\u200d"}


def normalise(text: str) -> str:
    """``text`` in Unicode normal form C, with Windows line ends made plain. Joiners (ZWJ, ZWNJ) are kept."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def has_forbidden_characters(text: str) -> bool:
    """Whether ``text`` holds NUL, other control characters or lone surrogates, which no database should be given."""
    return _FORBIDDEN.search(text) is not None


def clusters(text: str) -> list[str]:
    """``text`` as the letters a reader sees: a base with its vowel signs, marks, joiners and conjuncts."""
    parts: list[str] = []
    for character in text:
        if parts and _continues(parts[-1], character):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def cut(text: str, length: int) -> str:
    """At most ``length`` visible letters of ``text``, an ellipsis after them where something was left out."""
    letters = clusters(text)
    if len(letters) <= length:
        return text
    return "".join(letters[: length - 1]).rstrip() + "…"


def slug(text: str) -> str:
    """A URL part in plain letters, transliterated from any script: ``नमस्ते दुनिया`` gives ``nmste-duniya``.

    Browsers and phones show addresses in other scripts as rows of percent signs when they are passed on.
    """
    return re.sub(r"[^a-z0-9]+", "-", anyascii(normalise(text)).lower()).strip("-")


def words(text: str) -> list[str]:
    """The words of ``text`` for a search, whole: cut at blanks and punctuation, never at a vowel sign or a joiner."""
    kept = (character if _is_part_of_a_word(character) else " " for character in normalise(text))
    return "".join(kept).split()


def _continues(cluster: str, character: str) -> bool:
    """Whether ``character`` belongs to the visible letter ``cluster`` before it."""
    if unicodedata.category(character) in {"Mn", "Mc", "Me"} or character in _JOINERS:
        return True
    last = cluster[-1]
    joins = last == "\u200d" or unicodedata.combining(last) == 9  # 9 is the class of viramas
    return joins and unicodedata.category(character).startswith("L")


def _is_part_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in _JOINERS
