"""What the base template of every page needs."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from core.enums import Language


@dataclass(frozen=True, eq=False)  # one and the same as long as the process lives
class Foot:
    """Who answers for the data of the portal, where one complains (DPDP Act 2023, s. 8); the languages."""

    fiduciary: str
    contact: str
    languages: tuple[tuple[str, str], ...] = tuple(Language.choices)


@dataclass(frozen=True, eq=False)  # these too
class LanguageLink:
    """One line of the language menu: ``way`` leads to the view that remembers the choice."""

    code: str
    name: str
    way: str


def language_menu(request: HttpRequest) -> dict[str, Any]:
    """The languages, and what follows in the address of this page in each of them.

    Pages that name their language change its name. Not named ``site``: allauth's pages have their own ``site``.
    """
    path = request.get_full_path().removeprefix("/")
    first, _, rest = path.partition("/")
    names_it = first in Language.values
    return {
        "language_menu": _languages(),
        "language_in_address": names_it,
        "address_behind_language": quote_plus(rest if names_it else path),
    }


def foot(request: HttpRequest) -> dict[str, Any]:
    """The foot of every page."""
    return {"foot": _foot(settings.DATA_FIDUCIARY, settings.GRIEVANCE_CONTACT)}


@cache
def _languages() -> tuple[LanguageLink, ...]:
    ways = {code: reverse("people:set-language", args=[code]) for code in Language.values}
    return tuple(LanguageLink(code, name, ways[code]) for code, name in Language.choices)


@cache
def _foot(fiduciary: str, contact: str) -> Foot:
    return Foot(fiduciary, contact)
