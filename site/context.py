"""What the base template of every page needs."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from core.enums import Language
from core.local_text import language_now


@dataclass(frozen=True)
class LanguageLink:
    """One line of the language menu."""

    code: str
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Foot:
    """Who answers for the data of the portal, where one complains (DPDP Act 2023, s. 8); the languages."""

    fiduciary: str
    contact: str
    languages: tuple[tuple[str, str], ...] = tuple(Language.choices)


def language_menu(request: HttpRequest) -> dict[str, Any]:
    """Each language with this page's address in it. Not named ``site``: allauth's pages have their own ``site``."""
    current = language_now()
    links = [
        LanguageLink(code, name, _address_in(request.get_full_path(), code), is_current=code == current)
        for code, name in Language.choices
    ]
    name = next((link.name for link in links if link.is_current), "English")
    return {"language_menu": {"links": links, "name": name}}


def foot(request: HttpRequest) -> dict[str, Any]:
    """The foot of every page."""
    return {"foot": Foot(settings.DATA_FIDUCIARY, settings.GRIEVANCE_CONTACT)}


def _address_in(path: str, language: str) -> str:
    """By way of the view that remembers the choice, on to this page: pages that name their language change its name."""
    first, _, rest = path.removeprefix("/").partition("/")
    target = f"/{language}/{rest}" if first in Language.values else path
    return f"{_way_to(language)}?{urlencode({'next': target})}"


@cache
def _way_to(language: str) -> str:
    return reverse("people:set-language", args=[language])
