"""Lessons without a spoken line, for who edits them."""

from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from core.admin_home import Waiting, WaitingPanel
from courses.models import LessonPage

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
def reports() -> list[URLPattern]:
    """The list behind the number of the first page."""
    results = WithoutSoundReport.as_view(results_only=True)
    return [
        path("reports/without-sound/", WithoutSoundReport.as_view(), name="lessons-without-sound"),
        path("reports/without-sound/results/", results, name="lessons-without-sound-results"),
    ]


@hooks.register("construct_homepage_panels")
def what_is_silent(request: HttpRequest, panels: list[Any]) -> None:
    """How many lessons can only be read."""
    number = lessons_without_sound().count()
    line = Waiting(_("lessons have no sound"), number, reverse("lessons-without-sound"))
    panels.append(WaitingPanel(_("Sound"), [line], order=120))
