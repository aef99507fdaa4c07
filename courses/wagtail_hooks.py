"""For who edits courses: what to translate, in which words, when lessons open, states of courses, what is silent."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from content.permissions import works_on_pages
from core.admin_home import Waiting, WaitingPanel
from courses.models import CoursePage, LessonPage
from courses.rule_pages import RuleView
from courses.state_pages import StateView
from courses.term_pages import TermViewSet
from courses.translation_board import translation_board, words_beside_editor

A_SOUND = r'"audio": ?[0-9]'


def lessons_without_sound() -> QuerySet[LessonPage]:
    """The live lessons with a text of their own language in which no step has a sound."""
    written = LessonPage.objects.live().filter(content_language=F("locale__language_code"))
    return written.annotate(steps=Cast("body", TextField())).exclude(steps__regex=A_SOUND)


class WithoutSoundReport(PageReportView):
    """The lessons that can only be read."""

    page_title = _("Lessons without sound")
    header_icon = "media"
    index_url_name = "lessons-without-sound"
    index_results_url_name = "lessons-without-sound-results"
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self) -> QuerySet[Page]:
        self.queryset = Page.objects.filter(pk__in=lessons_without_sound().values("pk")).order_by("path")
        return super().get_queryset()


@hooks.register("register_admin_urls")
def own_pages() -> list[URLPattern]:
    """The board of translations, words beside an editor, when a lesson opens, a course's state, what is silent."""
    results = WithoutSoundReport.as_view(results_only=True)
    return [
        path("translations/", translation_board, name="translation-board"),
        path("translations/<int:page_id>/words/", words_beside_editor, name="translation-words"),
        path("reports/without-sound/", WithoutSoundReport.as_view(), name="lessons-without-sound"),
        path("reports/without-sound/results/", results, name="lessons-without-sound-results"),
        path("lessons/<int:pk>/opens/", RuleView.as_view(), name="lesson-rule"),
        path("courses/<int:pk>/state/", StateView.as_view(), name="course-state"),
    ]


class TranslationsMenuItem(MenuItem):
    """Shown to who may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_pages(request.user)


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> MenuItem:
    """Translators begin here."""
    return TranslationsMenuItem(
        _("Translations"),
        reverse("translation-board"),
        name="translations",
        icon_name="wagtail-localize-language",
        order=150,
    )


@hooks.register("register_page_header_buttons")
def ways_to_its_own_pages(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From a lesson to when it opens, from a course to its state, for who may publish it."""
    if not isinstance(page, (LessonPage, CoursePage)) or not page.permissions_for_user(user).can_publish():
        return
    if isinstance(page, CoursePage):
        address = reverse("course-state", args=[page.pk])
        yield Button(_("State of the course"), url=address, icon_name="history", priority=45)
    else:
        yield Button(_("When it opens"), url=reverse("lesson-rule", args=[page.pk]), icon_name="lock-open", priority=45)


@hooks.register("insert_editor_js")
def words_beside_the_editor() -> SafeString:
    """Both editors of a page have them, the one of translations too."""
    return format_html('<script type="module" src="{}"></script>', static("courses/words_beside_editor.js"))


register_snippet(TermViewSet)


@hooks.register("construct_homepage_panels")
def what_is_silent(request: HttpRequest, panels: list[Any]) -> None:
    """How many lessons can only be read."""
    number = lessons_without_sound().count()
    line = Waiting(_("lessons have no sound"), number, reverse("lessons-without-sound"))
    panels.append(WaitingPanel(_("Sound"), [line], order=120))
