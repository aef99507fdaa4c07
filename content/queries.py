"""Reads about pages of any kind."""

from django.http import HttpRequest
from wagtail.models import Locale, Page, Site

from content.addresses import page_address
from core.enums import Language


def address_in_language(request: HttpRequest, address: str, language: str) -> str | None:
    """Where the page at ``address`` is found in ``language``: pages of one text have slugs and places of their own.

    Where it is not there in that language, the nearest page above it that is; None where nothing of it is known.
    """
    spoken, _, rest = address.strip("/").partition("/")
    site = Site.find_for_request(request)
    if spoken not in Language.values or site is None:
        return None
    root = site.root_page.get_translation_or_none(_locale(spoken)) or site.root_page
    paths = [root.url_path + "".join(f"{step}/" for step in rest.split("/")[:length]) for length in _lengths(rest)]
    found = Page.objects.filter(locale=_locale(spoken), url_path__in=paths).order_by("-depth")
    for page in found:
        there = page.get_translations().live().public().filter(locale=_locale(language)).first()
        if there is not None and there.depth > root.depth:
            return page_address(there.url_path, language)
    return None


def _lengths(rest: str) -> range:
    """How many steps of the address are taken, from all of them to one."""
    return range(len(rest.split("/")), 0, -1)


def _locale(language: str) -> Locale | None:
    return Locale.objects.filter(language_code=language).first()
