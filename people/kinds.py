"""What upper apps lend to the doors, to who gives roles, and to the page about oneself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True)
class Behind:
    """What lies behind the door, where it may be named: ``title`` in its ``language``, and what it is part of."""

    title: str
    language: str
    whole: str
    address: str  # the page about the whole, for anybody


# What lies at an address of the portal; None where that is nothing they know, or nothing to be named.
behind_the_door: Registry[Callable[[str], Behind | None]] = Registry("way to see what lies behind a door")


# What stands against a role (a RoleGrant that is not kept yet), in a sentence for who would give it; nothing where
# nothing does.
against_roles: Registry[Callable[[Any], str]] = Registry("reason against a role")


@dataclass(frozen=True)
class OnPhone:
    """A page about what is on the phone she holds."""

    label: Promise
    icon: str
    url_name: str


# Where she finds from the page about herself what her phone keeps, and what of it was not taken.
on_phone: Registry[OnPhone] = Registry("page about the phone")
