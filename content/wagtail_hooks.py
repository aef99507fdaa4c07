"""What deleting a page means in several languages, and what waits for a translator or a reviewer."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Locale, Page, WorkflowState

from content.enums import SOURCE_LANGUAGE
from content.models import LearningPage
from content.queries import has_changed_since
from content.services import show_source_again
from content.views import changed_since
from core.admin_home import Waiting, WaitingPanel
from core.enums import Language


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


def pages_not_translated(language: str) -> QuerySet[Page]:
    """The live pages in ``language`` that show the text of another."""
    found = Page.objects.none()
    for model in LearningPage.__subclasses__():
        shown = model.objects.live().filter(locale__language_code=language)
        found |= Page.objects.filter(pk__in=shown.exclude(content_language=F("locale__language_code")).values("pk"))
    return found


class NotTranslatedReport(PageReportView):
    """The pages of one language that wait for a translator."""

    page_title = _("Not translated yet")
    header_icon = "wagtail-localize-language"
    index_url_name = "pages-not-translated"
    index_results_url_name = "pages-not-translated-results"
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> QuerySet[Page]:
        self.queryset = pages_not_translated(self.request.GET.get("language", "")).order_by("path")
        return super().get_queryset()


@hooks.register("register_admin_urls")
def reports() -> list[URLPattern]:
    """The list behind the numbers of the first page, and what has changed in a source."""
    results = NotTranslatedReport.as_view(results_only=True)
    return [
        path("translations/<int:page_id>/changed/", changed_since, name="translation-changed"),
        path("reports/not-translated/", NotTranslatedReport.as_view(), name="pages-not-translated"),
        path("reports/not-translated/results/", results, name="pages-not-translated-results"),
    ]


@hooks.register("before_edit_page", order=-1)  # before the editor of translations answers in Wagtail's place
def source_has_changed(request: HttpRequest, page: Page) -> None:
    """Who opens a translation whose source says something else since is told so, above the page."""
    if request.method == "GET" and page.locale.language_code != SOURCE_LANGUAGE and has_changed_since(page):
        see = messages.button(reverse("translation-changed", args=[page.pk]), _("See what"))
        messages.warning(request, _("The source of this page has changed since it was translated."), buttons=[see])


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """For who edits pages: what is not translated, language by language, and what waits for review."""
    report = reverse("pages-not-translated")
    codes = Locale.objects.exclude(language_code=SOURCE_LANGUAGE).values_list("language_code", flat=True)
    lines = [
        Waiting(Language(code).label, pages_not_translated(code).count(), f"{report}?language={code}") for code in codes
    ]
    panels.append(WaitingPanel(_("Pages not translated yet"), lines, order=110))
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).count()
    review = Waiting(_("wait for review"), waiting, f"{reverse('wagtailadmin_reports:workflow')}?status=in_progress")
    panels.append(WaitingPanel(_("Changes"), [review], order=100))
