"""Which names may be one name, spelt by ear: in another script, or otherwise in the same."""

import re
from functools import reduce

from anyascii import anyascii

from core.text import fold, words

# In order: what people write for one sound becomes one letter. Long and short vowels, aspiration and doubled letters
# are what differs most between two who write down the same name, and Indian scripts do not write the short a.
_AS_ONE = (
    ("ow|au", "o"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "j"),
    ("q", "k"),
    ("ph", "f"),
    ("c(?!h)", "k"),
    ("(?<=[bcdgjkpst])h", ""),
    ("sc|s", "s"),
    ("y", "i"),
    ("ee|e", "i"),
    ("oo|o", "u"),
    ("m(?=[bcdfgjkpst])", "n"),
    ("(?<=.)a", ""),
    (r"([a-z])\1+", r"\1"),
)


def sound(name: str) -> str:
    """What ``name`` sounds like, to compare: ``आशा पवार``, ``Aasha Pawar`` and ``Pawar Asha`` give one text.

    Two that are equal may be two people; two that differ may still be one.
    """
    return " ".join(sorted(filter(None, map(_sound_of_word, words(anyascii(fold(name)).lower())))))


def _sound_of_word(word: str) -> str:
    return reduce(lambda said, rule: re.sub(rule[0], rule[1], said), _AS_ONE, word)
