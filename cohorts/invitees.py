"""Whom a trainer invites, as she types or pastes it: a line each, the number and the name in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.phones import normalise_phone
from core.text import in_plain_characters, line

MOST_LINES = 200
LONGEST_NAME = 120
# Digits of a number with what people put between them; seven at least, so that a house number is none.
_NUMBER = re.compile(r"\+?\d(?:[\s\-().]?\d){6,}")


@dataclass(frozen=True)
class Invitees:
    """Those that were understood, each (phone in E.164, name), once; and the lines in which no phone was found."""

    people: Sequence[tuple[str, str]]
    not_understood: Sequence[str]


def invitees_in(text: str) -> Invitees:
    """``Asha Pawar, 98765 43210`` and ``9876543210 Asha Pawar`` are the same; digits of every script are read."""
    people: dict[tuple[str, str], None] = {}
    wrong = []
    for typed in filter(None, map(line, text.splitlines())):
        found = _invitee(typed)
        if found:
            people[found] = None
        else:
            wrong.append(typed)
    named = {phone for phone, name in people if name}
    # A phone may be that of two women of one house; a bare number beside a name is hers once more.
    return Invitees([each for each in people if each[1] or each[0] not in named], wrong)


def _invitee(typed: str) -> tuple[str, str] | None:
    plain = in_plain_characters(typed)
    number = _NUMBER.search(plain)
    if number is None:
        return None
    try:
        phone = normalise_phone(number[0])
    except ValueError:
        return None
    name = plain[: number.start()] + " " + plain[number.end() :]
    return phone, line(name.strip(" ,;:\t|-–"))[:LONGEST_NAME]
