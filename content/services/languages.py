"""One page in several languages: they stand in the same place, and what is not translated shows its source."""

from typing import TypeVar

from django.db import transaction
from wagtail.models import Locale, Page

from content.editions import new_edition
from content.enums import SOURCE_LANGUAGE
from content.models import LearningPage
from content.services.source_texts import lacks_translations

PageType = TypeVar("PageType", bound=Page)


@transaction.atomic
def counterpart_in(page: PageType, locale: Locale) -> PageType:
    """``page`` in another language; where there is none, one is made that shows the source's text (an alias)."""
    found: PageType | None = page.get_translation_or_none(locale)
    if found is None:
        found = page.copy_for_translation(locale, alias=True)
        _stand_like(page, found, found.get_parent())
    return found


@transaction.atomic
def counterparts_follow(page: Page, *, left: Page) -> None:
    """What is moved in the source language moves in every language where it stood in the same place, below ``left``."""
    parent = page.get_parent()
    for other in page.get_translations().select_related("locale"):
        there = parent.get_translation_or_none(other.locale)
        stood_there = other.get_parent().translation_key in (left.translation_key, parent.translation_key)
        if there and stood_there and Page._slug_is_available(other.slug, there, page=other):
            _stand_like(page, other, there)


@transaction.atomic
def rename_counterparts(page: Page, *, old_slug: str) -> None:
    """A page that had its source's slug goes on having it; a translation with a slug of its own keeps that."""
    for other in page.get_translations().filter(slug=old_slug).specific():
        if Page._slug_is_available(page.slug, other.get_parent(), page=other):
            other.slug = page.slug
            other.save(clean=False)
            _rename_draft(other)


@transaction.atomic
def show_source_again(page: Page) -> None:
    """After ``page``, a translation, was deleted: it and what stood below it show their source's text again."""
    source = Page.objects.filter(translation_key=page.translation_key, locale__language_code=SOURCE_LANGUAGE).first()
    if source is None or page.locale.language_code == SOURCE_LANGUAGE:
        return
    if source.get_parent().get_translation_or_none(page.locale) is None:
        return
    for each in source.get_descendants(inclusive=True).specific():
        counterpart_in(each, page.locale)


@transaction.atomic
def say_language(page: LearningPage) -> None:
    """After publishing: which language the text is in now. What is translated line by line counts when it is whole."""
    language = page.locale.language_code
    if page.alias_of_id or page.content_language == language or lacks_translations(page):
        return
    page.content_language = language
    type(page).objects.filter(pk=page.pk).update(content_language=language)
    new_edition()


def _stand_like(page: Page, other: Page, parent: Page) -> None:
    """Bring ``other`` below ``parent``, after the counterpart of the nearest page that ``page`` stands after."""
    before = list(
        page.get_siblings().filter(path__lt=page.path).order_by("-path").values_list("translation_key", flat=True)
    )
    there = {each.translation_key: each for each in parent.get_children().exclude(pk=other.pk)}
    previous = next((there[key] for key in before if key in there), None)
    now = other.get_prev_sibling() if other.is_child_of(parent) else other
    if now is not other and (now.pk if now else None) == (previous.pk if previous else None):
        return
    target, position = (previous, "right") if previous else (parent, "first-child")
    Page.objects.get(pk=other.pk).move(Page.objects.get(pk=target.pk), pos=position)
    other.refresh_from_db()


def _rename_draft(page: Page) -> None:
    """In its newest draft, too: publishing that would bring the old slug back."""
    draft = page.latest_revision
    if draft is not None:
        draft.content["slug"] = page.slug
        draft.save(update_fields=["content"])
