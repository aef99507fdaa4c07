"""Where pages are found in other languages, and what these were made from and say."""

from html import unescape

from django.http import HttpRequest
from django.utils.html import strip_tags
from wagtail.models import Locale, Page, Site
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from content.addresses import page_address
from content.enums import SOURCE_LANGUAGE
from content.models import SourceText
from core.enums import Language

# Of these an address and search engines know; a page is translated without them.
NOT_READ = ("slug", "seo_title", "search_description")


def address_in_language(request: HttpRequest, address: str, language: str, *, or_above: bool) -> str | None:
    """Where the page at ``address`` is found in ``language``: pages of one text have slugs and places of their own.

    Where it is not there in that language, with ``or_above`` the nearest page above it that is. None where there is
    no such page, and where ``address`` is in that language already.
    """
    spoken, _, rest = address.strip("/").partition("/")
    site = Site.find_for_request(request)
    if spoken not in Language.values or spoken == language or site is None:
        return None
    root = site.root_page.get_translation_or_none(_locale(spoken)) or site.root_page
    found = Page.objects.filter(locale=_locale(spoken), url_path=f"{root.url_path}{rest}/").first()
    if found is None:
        return None
    there = address_in(found, language)
    if not or_above:
        same = found.get_translations().filter(locale=_locale(language)).first()
        there = there if same and page_address(same.url_path, language) == there else None
    return None if there == f"/{language}/" else there


def address_in(page: Page, language: str) -> str | None:
    """Where ``page`` is found in ``language``; of what is not published there, the nearest page above it that is."""
    return addresses_of(page).get(language)


def addresses_of(page: Page) -> dict[str, str]:
    """{language: :func:`address_in`} of all languages that have the page or one above it, in one query."""
    above = [page.path[:end] for end in range(2 * Page.steplen, len(page.path) + 1, Page.steplen)]
    keys = Page.objects.filter(path__in=above).values("translation_key")
    rows = Page.objects.filter(translation_key__in=keys).order_by("depth")
    found: dict[str, tuple[str, str]] = {}
    for path, url_path, language, live in rows.values_list("path", "url_path", "locale__language_code", "live"):
        parent, _ = found.get(language, (path[: -Page.steplen], ""))
        if live and path[: -Page.steplen] == parent:
            found[language] = path, url_path
    return {language: page_address(url_path, language) for language, (_, url_path) in found.items()}


def source_of(page: Page) -> SourceText | None:
    """What the source of ``page`` says now."""
    texts = SourceText.objects.filter(
        page__translation_key=page.translation_key, page__locale__language_code=SOURCE_LANGUAGE
    )
    return texts.select_related("page__locale").first()


def text_made_from(page: Page) -> SourceText | None:
    """What its source said when ``page`` was translated; None where nobody noted it, and of the source itself."""
    return SourceText.objects.filter(page=page).exclude(page__locale__language_code=SOURCE_LANGUAGE).first()


def lines_of(page: Page) -> list[str]:
    """All that a translator is given of ``page``, in its order, without marks such as bold."""
    found = (segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue))
    said = (unescape(strip_tags(segment.string.data)) for segment in found if segment.path not in NOT_READ)
    return [line for line in said if line.strip()]


def has_changed_since(page: Page) -> bool:
    """Whether the source of ``page`` says something else since it was translated; two queries."""
    made_from, source = text_made_from(page), source_of(page)
    return bool(made_from and source and made_from.digest != source.digest)


def _locale(language: str) -> Locale | None:
    return Locale.objects.filter(language_code=language).first()
