"""Which words of a glossary a text says, in any spelling and with the endings that words take."""

import unicodedata
from collections.abc import Iterable

from core.text import clusters, fold, words

PLURALS = ("", "s", "es")
SHORTEST = 2  # visible letters that must be left of a word without its last vowel


def spoken(lines: Iterable[str]) -> str:
    """What ``lines`` say, as :func:`says` looks through it: folded words, a blank on each side of each."""
    return f" {' '.join(words(fold(' '.join(lines))))} "


def says(text: str, word: str) -> bool:
    """Whether ``text`` (:func:`spoken`) says ``word``.

    An English word may be in the plural. In Indian languages endings are written to the word and take the place of its
    last vowel (ಗ್ರಾಹಕರು, ಗ್ರಾಹಕರಿಗೆ; ലാഭം, ലാഭത്തിൽ): what begins with the rest of it says it.
    """
    sought = " ".join(words(fold(word)))
    if not sought:
        return False
    if sought.isascii():
        return any(f" {sought}{ending} " in text for ending in PLURALS)
    return f" {_without_last_vowel(sought)}" in text


def _without_last_vowel(word: str) -> str:
    while unicodedata.category(word[-1]).startswith("M") and len(clusters(word[:-1])) >= SHORTEST:
        word = word[:-1]
    return word
