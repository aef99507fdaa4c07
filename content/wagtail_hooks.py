"""What deleting a page means in several languages."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page

from content.enums import SOURCE_LANGUAGE
from content.services import show_source_again


@hooks.register("construct_translated_pages_to_cascade_actions")
def deleting_the_source_deletes_all_languages(pages: list[Page], action: str) -> dict[Page, Iterable[Page]]:
    """The page that asks before deleting says so, with their number."""
    if action != "delete":
        return {}
    return {page: page.get_translations() for page in pages if page.locale.language_code == SOURCE_LANGUAGE}


@hooks.register("register_bulk_action", order=1)  # in the place of Wagtail's own
class DeleteInAllLanguages(DeleteBulkAction):
    """Deleting several at once asks for the source's other languages, and takes them, as deleting one does."""

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, list[Page]]]:
        """With the translations of each source page, where she may delete them."""
        pages, others = super().get_actionable_objects()
        sources = [page.translation_key for page in pages if page.locale.language_code == SOURCE_LANGUAGE]
        chosen = [page.pk for page in pages]
        for page in Page.objects.filter(translation_key__in=sources).exclude(pk__in=chosen).specific(defer=True):
            (pages if self.check_perm(page) else others["items_with_no_access"]).append(page)
        return pages, others


@hooks.register("after_delete_page")
def deleted_translation_shows_its_source(request: HttpRequest, page: Page) -> None:
    """Readers of that language do not lose the lesson."""
    show_source_again(page)


@hooks.register("after_bulk_action")
def deleted_translations_show_their_source(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action_class_instance: Any
) -> None:
    if action_type == "delete":
        for page in sorted((each for each in objects if isinstance(each, Page)), key=lambda page: page.path):
            show_source_again(page)
