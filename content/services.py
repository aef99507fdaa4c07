"""Loading content files into pages, as often as one likes.

A page is made where there is none, brought up to date where its file has changed, and left alone where an editor has
worked on it since it was loaded. A language without a file gets an alias, which Wagtail keeps like its source.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from content.enums import SOURCE_LANGUAGE
from content.models import LoadedContent

PageType = TypeVar("PageType", bound=Page)


@dataclass
class LoadReport:
    """What one run did, as the names of content files."""

    made: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.made + other.made,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.kept + other.kept,
        )


def languages() -> list[str]:
    """The languages of the site, the source first."""
    others = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code != SOURCE_LANGUAGE]
    return [SOURCE_LANGUAGE, *others]


def place_page(
    source: str,
    digest: str,
    report: LoadReport,
    *,
    parent: Page,
    model: type[PageType],
    slug: str,
    values: dict[str, Any],
    page: PageType | None = None,
) -> PageType:
    """Make or update the page that ``source`` describes, unless it is unchanged or an editor has worked on it.

    ``page`` is a translation made just now, to be filled. A page that was there before its file came is an editor's.
    """
    loaded = LoadedContent.objects.filter(source=source).select_related("page").first()
    if loaded and loaded.page.latest_revision_id != loaded.revision_id:
        report.kept.append(source)
        return loaded.page.specific
    if loaded and loaded.digest == digest:
        report.unchanged.append(source)
        return loaded.page.specific
    if loaded:
        page = loaded.page.specific
    elif page is None:
        editors_own = model.objects.child_of(parent).filter(slug=slug).first()
        if editors_own is not None:
            report.kept.append(source)
            return editors_own
    with transaction.atomic():
        page = _written(page, parent, model, slug, values)
        revision = page.save_revision()
        revision.publish()
        LoadedContent.objects.update_or_create(
            source=source, defaults={"page_id": page.pk, "digest": digest, "revision_id": revision.pk}
        )
    (report.updated if loaded else report.made).append(source)
    return page


def _written(page: PageType | None, parent: Page, model: type[PageType], slug: str, values: dict[str, Any]) -> PageType:
    if page is None:
        return parent.add_child(instance=model(slug=slug, **values))
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    return page


def counterpart_in(page: PageType, locale: Locale, *, translate: bool) -> tuple[PageType, PageType | None]:
    """(the page in ``locale``, the same page where it is there to be filled and None where somebody wrote it).

    Without a translation it is an alias of the source; an alias makes way for a translation.
    """
    found = page.get_translation_or_none(locale)
    if found is None:
        made = page.copy_for_translation(locale, alias=not translate)
        return made, made
    if translate and found.alias_of_id:
        found.alias_of = None
        found.save(update_fields=["alias_of"])
        return found, found
    return found, None


def keep_order(parent: Page, slugs: Sequence[str]) -> None:
    """Bring the children named by ``slugs`` into that order; others, an editor's own, come before them."""
    children = {child.slug: child for child in Page.objects.child_of(parent).filter(slug__in=slugs)}
    wanted = [slug for slug in slugs if slug in children]
    if list(children) != wanted:
        for slug in wanted:
            Page.objects.get(pk=children[slug].pk).move(Page.objects.get(pk=parent.pk), pos="last-child")


def digest_of(*parts: object) -> str:
    """A short name for what was loaded; pydantic models count by their content."""
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()
