"""The entries of the menu: each app lends those that lead to its pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry
from people.models import Person

Roles = frozenset[str]


def for_everybody(roles: Roles) -> bool:
    """Shown to each person, with a role or without."""
    return True


@dataclass(frozen=True, eq=False)  # one and the same as long as the process lives: told apart without asking its words
class MenuEntry:
    """One line of the menu of somebody signed in.

    ``place`` orders the entries. ``short`` is its word in the bar at the foot of a phone, where it has a place of its
    own; ``count`` how much is new behind it; ``shown_to`` says by her roles whether a person has it.
    """

    icon: str
    label: Promise
    url_name: str
    place: int
    short: Promise | None = None
    count: Callable[[Person], int] | None = None
    shown_to: Callable[[Roles], bool] = for_everybody


menu_entries: Registry[MenuEntry] = Registry("menu entry")
