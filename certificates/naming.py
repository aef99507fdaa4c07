"""What may stand as a name on a certificate, and when it is asked whose it is: text in, plain data out."""

import unicodedata
from difflib import SequenceMatcher

from core.lettered import can_print
from core.sounds import sound

ALIKE = 0.6  # above it lie words that are one name spelt otherwise


def stranger_in(name: str) -> str:
    """The first sign of ``name`` that no name has, or that the paper would leave blank; empty where all is well."""
    return next((sign for sign in name if not can_print(sign) or unicodedata.category(sign).startswith("S")), "")


def may_be_another_person(name: str, before: str) -> bool:
    """Whether a word of ``name``, or of the one ``before``, is unlike all of the other's, by ear and in any script.

    A name may say a part more than the other, or less, and an initial stands for its word.
    """
    fewer, more = sorted((sound(name).split(), sound(before).split()), key=len)
    return not fewer or not all(any(_are_alike(word, other) for other in more) for word in fewer)


def _are_alike(one: str, other: str) -> bool:
    is_initial = min(len(one), len(other)) == 1 and one[0] == other[0]
    return is_initial or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
