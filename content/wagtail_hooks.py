"""What deleting a page means in several languages."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from content.enums import SOURCE_LANGUAGE
from content.services import show_source_again


@hooks.register("construct_translated_pages_to_cascade_actions")
def deleting_the_source_deletes_all_languages(pages: list[Page], action: str) -> dict[Page, Iterable[Page]]:
    """The page that asks before deleting says so, with their number."""
    if action != "delete":
        return {}
    return {page: page.get_translations() for page in pages if page.locale.language_code == SOURCE_LANGUAGE}


@hooks.register("after_delete_page")
def deleted_translation_shows_its_source(request: HttpRequest, page: Page) -> None:
    """Readers of that language do not lose the lesson."""
    show_source_again(page)


@hooks.register("after_bulk_action")
def deleted_translations_show_their_source(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> None:
    """The same for several at once."""
    if action_type == "delete":
        for page in sorted((each for each in objects if isinstance(each, Page)), key=lambda page: page.path):
            show_source_again(page)
