"""Whom a trainer invites, as she types or pastes it: a line each, the number and the name in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.phones import normalise_phone
from core.text import fold, in_plain_characters, line

MOST_LINES = 200
LONGEST_NAME = 120
BESIDE_A_NAME = " ,;:\t|-–/"
# Digits of a number with what people put between them; seven at least, so that a house number is none. Its country may
# stand in brackets, and so may the 0 behind it.
_COUNTRY = r"\(?(?:\+|00)\d{1,3}\)?[\s\-.]{0,2}(?:\(0\)[\s\-.]?)?"
_NUMBER = re.compile(rf"(?:{_COUNTRY})?\+?\d(?:[\s\-().]?\d){{6,}}")


@dataclass(frozen=True)
class Invitees:
    """Those that were understood, each (phone in E.164, name), once; and the lines in which no phone was found."""

    people: Sequence[tuple[str, str]]
    not_understood: Sequence[str]


def invitees_in(text: str) -> Invitees:
    """``Asha Pawar, 98765 43210`` and ``9876543210 Asha Pawar`` are the same; digits of every script are read."""
    people: dict[tuple[str, str], tuple[str, str]] = {}
    wrong = []
    for typed in filter(None, map(line, text.splitlines())):
        found = _invitee(typed)
        if found:
            people.setdefault((found[0], fold(found[1])), found)
        else:
            wrong.append(typed)
    named = {phone for phone, name in people if name}
    # A phone may be that of two women of one house; a bare number beside a name is hers once more.
    return Invitees([each for each in people.values() if each[1] or each[0] not in named], wrong)


def _invitee(typed: str) -> tuple[str, str] | None:
    plain = in_plain_characters(typed)
    number = _NUMBER.search(plain)
    phone = _phone(number[0]) if number else ""
    if not phone:
        return None
    # Some write it twice, with its country and without: the second is no part of her name.
    name = _NUMBER.sub(lambda again: " " if _phone(again[0]) == phone else again[0], plain)
    name = name.replace("( )", " ")
    return phone, line(name.strip(BESIDE_A_NAME))[:LONGEST_NAME]


def _phone(typed: str) -> str:
    """In E.164; nothing of what is none."""
    try:
        return normalise_phone(typed)
    except ValueError:
        return ""
