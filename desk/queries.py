"""A person's desk and menu, put together from what the apps lend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from uuid import UUID

from django.core.cache import caches
from django.http import HttpRequest
from django.urls import reverse

from desk.cards import Card, desk_cards
from desk.enums import Section
from desk.menu import MenuEntry, menu_entries
from people.models import Person

# What changes them lets go of them (count_anew), in every process where Redis keeps them. Where each process keeps its
# own, they are never older than this.
COUNTS_ARE_KEPT = 20


@dataclass(frozen=True)
class MenuLine:
    """An entry as it stands on a page; ``current`` is the value of aria-current where it leads here."""

    entry: MenuEntry
    address: str
    count: int
    current: str


@dataclass(frozen=True)
class Menu:
    """The menu of who reads a page; ``helps`` says whether she holds a role, and so works on wide pages.

    ``counts`` is {entry: how much is new behind it}.
    """

    lines: tuple[MenuLine, ...] = ()
    helps: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)


def cards_of(person: Person) -> list[tuple[Section, list[Card]]]:
    """The sections of her desk that hold something, what is due first in each; each thing once."""
    cards = [card for make in desk_cards for card in make(person)]
    laid_already = {card.instead_of for card in cards if card.instead_of}
    cards = [card for card in cards if card.about not in laid_already]
    found = []
    for section in Section:
        in_section = [card for card in cards if card.section == section]
        if in_section:
            in_section.sort(key=lambda card: (card.is_small, card.due or date.max))
            found.append((section, in_section))
    return found


def menu_of(person: Person, path: str) -> Menu:
    """The menu of ``person`` on the page at ``path``; without a query as long as what it counts is kept."""
    facts = _facts_of(person)
    roles, counts = frozenset(facts["roles"]), facts["counts"]
    lines = (
        MenuLine(entry, address, counts.get(key, 0), _current(address, path))
        for key, entry, address in _entries()
        if entry.shown_to(roles)
    )
    return Menu(tuple(lines), helps=bool(roles), counts=counts)


def shown_count(request: HttpRequest, entry: str) -> int:
    """How much the menu of the page that was made for ``request`` said is new behind ``entry``; 0 without a menu."""
    menu: Menu | None = getattr(request, "_menu", None)
    return menu.counts.get(entry, 0) if menu else 0


@cache
def _entries() -> list[tuple[str, MenuEntry, str]]:
    """All that apps lend, in order, with their addresses: the same as long as the process lives."""
    entries = sorted(menu_entries.items(), key=lambda item: item[1].place)
    return [(key, entry, reverse(entry.url_name)) for key, entry in entries]


def _current(address: str, path: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""


def _facts_of(person: Person) -> dict:
    kept, key = caches["menus"], menu_key(person.pk)
    facts = kept.get(key)
    if facts is None:
        counted = {key: entry.count(person) for key, entry in menu_entries.items() if entry.count}
        facts = {"roles": [grant.role for grant in person.current_grants], "counts": counted}
        kept.set(key, facts, COUNTS_ARE_KEPT)
    return facts


def menu_key(person: UUID) -> str:
    """Under what the counts of somebody are kept, by her key."""
    return f"menu:{person}"
