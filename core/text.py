"""Rules for text in every script: how it is kept, how it is compared, where it may be cut.

Indic letters are clusters of several code points; Django's own slug and truncation split or drop the vowel signs
(docs/decisions), so these are used instead.
"""

import re
import unicodedata

from anyascii import anyascii

# A cell that begins with one is a formula to a spreadsheet (OWASP, "CSV Injection").
FORMULA_SIGNS = ("=", "+", "-", "@")

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, and those that turn the direction of the text around them.
_TAKEN_OUT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A full stop, danda, question or exclamation mark, with a blank behind it: not that of 3.5, nor of www.example.org.
_SENTENCE_ENDS = re.compile(r"(?<=[.।?!])\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINERS = {"\u200c", "\u200d"}
# They are letters or symbols by their category, and draw nothing.
_DRAW_NOTHING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_VIRAMA, _NUKTA = 9, 7  # combining classes
_MALAYALAM_VIRAMA = "\u0d4d"
_CHILLUS = str.maketrans({
    "ൺ": "ണ\u0d4d",
    "ൻ": "ന\u0d4d",
    "ർ": "ര\u0d4d",
    "ൽ": "ല\u0d4d",
    "ൾ": "ള\u0d4d",
    "ൿ": "ക\u0d4d",
    "ൔ": "മ\u0d4d",
    "ൕ": "യ\u0d4d",
    "ൖ": "ഴ\u0d4d",
})  # fmt: skip


def clean(text: str) -> str:
    """``text`` as it is kept, wherever it was typed: every line end plain, control characters taken out.

    In Unicode normal form C; the rest is kept, joiners (ZWJ, ZWNJ) too. Raises ValueError for half a character (a lone
    surrogate), which no database takes.
    """
    if _SURROGATE.search(text):
        raise ValueError("half a character")
    return unicodedata.normalize("NFC", _TAKEN_OUT.sub("", _LINE_ENDS.sub("\n", text)))


def line(text: str) -> str:
    """``text`` as one line is kept, such as a name: as :func:`clean` has it, on one line, no blanks around it.

    Empty where nothing of it would be seen.
    """
    kept = clean(text).replace("\n", " ").strip()
    return kept if is_visible(kept) else ""


def first_sentence(text: str) -> str:
    """``text`` up to where its first sentence ends; all of it where that is nowhere to be seen."""
    return _SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0]


def is_visible(text: str) -> bool:
    """Whether a reader would see anything of ``text``: one letter, digit, mark of punctuation or symbol that draws.

    What Unicode has added since this Python was made (Cn), such as the newest emoji, is taken for something to see.
    """
    return any(_draws(character) for character in text)


def in_plain_characters(text: str) -> str:
    """``text`` that is a code or a number: digits of every script and wide letters made plain, nothing unseen in it.

    ``Ｍ१००`` gives ``M100``. What is never seen (joiners, marks of direction) comes along when something is copied.
    """
    return _ascii_digits(unicodedata.normalize("NFKC", _without_format_characters(text)))


def clusters(text: str) -> list[str]:
    """``text`` as the letters a reader sees: a base with its vowel signs, marks and conjuncts, or one emoji."""
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
    return re.sub(r"[^a-z0-9]+", "-", anyascii(unicodedata.normalize("NFC", text)).lower()).strip("-")


def words(text: str) -> list[str]:
    """The words of ``text`` for a search, whole: cut at blanks and punctuation, never at a vowel sign or a joiner."""
    kept = (character if _is_part_of_a_word(character) else " " for character in unicodedata.normalize("NFC", text))
    return "".join(kept).split()


def fold(text: str) -> str:
    """``text`` as it is searched: what differs only by keyboard or spelling habit is one.

    Capital and small letters, digits of every script, wide letters, a nukta typed or left out, joiners, the old and
    the new spelling of a chillu. Fold what is looked for and what is looked through alike.
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_CHILLUS)
    plain = "".join(each for each in _without_format_characters(plain) if unicodedata.combining(each) != _NUKTA)
    plain = plain.replace(_MALAYALAM_VIRAMA * 2, _MALAYALAM_VIRAMA)
    return unicodedata.normalize("NFC", _ascii_digits(plain))


def may_be_one_name(one: str, other: str) -> bool:
    """Whether one of two names may be the other in short: Asha, and Asha Pawar; nothing typed may be anybody's."""
    these, those = set(fold(one).split()), set(fold(other).split())
    return these <= those or those <= these


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def _without_format_characters(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _draws(character: str) -> bool:
    category = unicodedata.category(character)
    return (category[0] in "LNPS" or category == "Cn") and character not in _DRAW_NOTHING


def _continues(cluster: str, character: str) -> bool:
    """Whether ``character`` belongs to the visible letter ``cluster`` before it."""
    category = unicodedata.category(character)
    if category in {"Mn", "Mc", "Me"} or character in _JOINERS or _colours_an_emoji(character):
        return True
    if _is_half_a_flag(character):
        return len(cluster) == 1 and _is_half_a_flag(cluster)
    if category in {"So", "Sm"}:
        return cluster[-1] == "\u200d" and unicodedata.category(cluster[0]) == "So"
    joins = cluster[-1] == "\u200d" or unicodedata.combining(cluster[-1]) == _VIRAMA
    return joins and category.startswith("L")


def _colours_an_emoji(character: str) -> bool:
    """A colour of skin, or the letters by which the flags of England and other parts of a country are spelt."""
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_half_a_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_part_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in _JOINERS
