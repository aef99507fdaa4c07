"""Which texts say nearly the same. Plain texts in, pairs out.

A text is the set of its pieces of four letters, as a search reads it (:func:`core.text.fold`): a word typed otherwise
or put elsewhere changes few of them. Two texts are as alike as the share of their pieces that both have (Jaccard,
1901). Worked: of ``abcde`` and ``abcdef`` the pieces are 2 and 3, both have 2, which makes 0.67.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from math import ceil
from typing import TypeVar

from core.text import fold, words

PIECE = 4
LEAST_ALIKE = 0.8

Key = TypeVar("Key", bound=Hashable)
Pieces = frozenset[str]


def alike(texts: Mapping[Key, str], *, least: float = LEAST_ALIKE) -> list[tuple[Key, Key, float]]:
    """The pairs of ``texts`` that are at least so much alike, by their keys, the most alike first.

    Not every two are compared: who are so much alike have one of their rarest pieces in common, of so many as could
    be missing and one more (Chaudhuri, Ganti, Kaushik, 2006).
    """
    pieces = {key: pieces_of(text) for key, text in texts.items()}
    often = Counter(piece for each in pieces.values() for piece in each)
    having: dict[str, list[Key]] = defaultdict(list)
    found = []
    for key, own in sorted(pieces.items(), key=lambda item: len(item[1])):
        rarest = sorted(own, key=lambda piece: (often[piece], piece))[: len(own) - ceil(least * len(own)) + 1]
        for other in dict.fromkeys(other for piece in rarest for other in having[piece]):
            share = likeness(pieces[other], own)
            if share >= least:
                found.append((other, key, share))
        for piece in rarest:
            having[piece].append(key)
    return sorted(found, key=lambda pair: -pair[2])


def pieces_of(text: str) -> Pieces:
    """The pieces of a text; one that is shorter than a piece is one."""
    plain = " ".join(words(fold(text)))
    return frozenset(plain[start : start + PIECE] for start in range(max(1, len(plain) - PIECE + 1)) if plain)


def likeness(one: Pieces, other: Pieces) -> float:
    """From 0 to 1, which is the same; nothing is like nothing."""
    return len(one & other) / len(one | other) if one and other else 0.0
