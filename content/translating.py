"""How a translation stands beside its source: pure rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from content.enums import Sign


@dataclass(frozen=True)
class PageFacts:
    """What is known of one page in one language.

    ``written_in`` is the language of the text that readers see. ``made_from`` names what the source said when this was
    translated; it is empty where nobody noted it.
    """

    language: str
    written_in: str
    is_alias: bool = False
    is_live: bool = True
    has_draft: bool = False
    waits: bool = False
    made_from: str = ""


def signs_of(facts: PageFacts | None, *, source_says: str = "") -> list[Sign]:
    """What a translator or reviewer still has to do with a page; nothing where it is published and says the same.

    None is a page that is not there at all. ``source_says`` names what the source says now, as ``made_from`` does. A
    translation counts from when it is published: until then readers see the source.
    """
    if facts is None or facts.is_alias:
        return [Sign.MISSING]
    signs = []
    if facts.written_in != facts.language:
        signs.append(Sign.BEGUN)
    elif facts.made_from and source_says and facts.made_from != source_says:
        signs.append(Sign.CHANGED)
    if facts.waits:
        signs.append(Sign.WAITING)
    elif facts.has_draft or not facts.is_live:
        signs.append(Sign.UNPUBLISHED)
    return signs


@dataclass(frozen=True)
class Piece:
    """A run of words of a line, which the other side has otherwise where it ``differs``."""

    words: str
    differs: bool


@dataclass(frozen=True)
class Pair:
    """A line as it was and as it is, in pieces; an empty side where it was put in or taken out."""

    old: list[Piece]
    new: list[Piece]
    differs: bool


def side_by_side(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The lines of two versions of one text beside each other, in their order."""
    pairs: list[Pair] = []
    for what, from_old, to_old, from_new, to_new in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        before, after = old[from_old:to_old], new[from_new:to_new]
        if what == "equal":
            pairs.extend(Pair([Piece(line, False)], [Piece(line, False)], False) for line in before)
        else:
            pairs.extend(_changed(one, other) for one, other in zip_longest(before, after, fillvalue=""))
    return pairs


def around_changes(pairs: Sequence[Pair], *, lines: int = 1) -> list[Pair | None]:
    """What differs, with so many ``lines`` before and after it; None where others were left out."""
    near = {
        place + step for place, pair in enumerate(pairs) if pair.differs for step in range(-lines, lines + 1)
    } & set(range(len(pairs)))
    shown: list[Pair | None] = []
    for place, pair in enumerate(pairs):
        if place in near:
            shown.append(pair)
        elif (shown and shown[-1] is not None) or not shown:
            shown.append(None)
    return shown if near else []


def _changed(old: str, new: str) -> Pair:
    one, other = old.split(), new.split()
    left: list[Piece] = []
    right: list[Piece] = []
    for what, from_one, to_one, from_other, to_other in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        _add(left, one[from_one:to_one], differs=what != "equal")
        _add(right, other[from_other:to_other], differs=what != "equal")
    return Pair(left, right, True)


def _add(pieces: list[Piece], words: Iterable[str], *, differs: bool) -> None:
    if said := " ".join(words):
        pieces.append(Piece(said, differs))
