"""What stopped, for staff: why, and the press that starts it again."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from jobs.queries import parked_jobs
from jobs.services import try_again

JOBS_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def parked(request: HttpRequest) -> HttpResponse:
    """The jobs that failed five times; those that are ticked begin anew."""
    if not _may_see(request):
        raise PermissionDenied
    if request.method == "POST":
        count = try_again(_ticked(request), by=request.user)
        messages.success(request, ngettext("%d job begins again.", "%d jobs begin again.", count) % count)
        return redirect("jobs-parked")
    page = Paginator(parked_jobs(), JOBS_A_PAGE).get_page(request.GET.get("p"))
    return render(request, "jobs/admin/parked.html", {"page": page, "page_title": _("Jobs that stopped")})


class ParkedJobsMenuItem(MenuItem):
    """Shown to who may start them again."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _may_see(request)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The page has no model of its own to edit."""
    return [path("jobs/", parked, name="jobs-parked")]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Among the reports."""
    return ParkedJobsMenuItem(
        gettext_lazy("Jobs that stopped"), reverse("jobs-parked"), name="jobs-parked", icon_name="warning", order=900
    )


def _ticked(request: HttpRequest) -> list[UUID]:
    found = []
    for key in request.POST.getlist("job"):
        with suppress(ValueError):
            found.append(UUID(key))
    return found


def _may_see(request: HttpRequest) -> bool:
    user: Any = request.user
    return user.has_perm("jobs.change_job")
