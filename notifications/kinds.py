"""The kinds of notice: each is lent by the app whose news it tells, with how it is said to a reader."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise

from core.registry import Registry
from people.models import Person

Data = dict[str, Any]
# Says several notices of one kind to their reader, in the active language: what they name is looked up at once.
Say = Callable[[Person, list[Data]], list[str]]

# How notices of a kind are told; :func:`sentence` makes it of one sentence.
notice_kinds: Registry[Say] = Registry("kind of notice")

# The kinds whose sentence may leave the portal by SMS or stand on a locked phone, and why: it names no money, no score
# and nothing that she alone should read. Of every other kind only that there is news is said there.
said_outside: Registry[str] = Registry("kind of notice that is said outside")

# How those of them are said there that hold more in the portal, such as words that somebody typed.
said_otherwise_outside: Registry[Say] = Registry("kind of notice that is said otherwise outside")

# The kinds whose page says what the notice says, and by what: who has opened it has read the notice. What leads to a
# desk or a list where it is not said stays new.
said_where_it_leads: Registry[str] = Registry("kind of notice that is said where it leads")


def sentence(words: Promise) -> Say:
    """A sentence whose ``%(name)s`` are filled from the notice's data."""

    def say(reader: Person, notices: list[Data]) -> list[str]:
        return [str(words) % data for data in notices]

    return say
