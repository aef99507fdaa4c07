"""Light versions in the admin: how far they are, and the press that has them made."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from media.models import LearningMedia
from media.queries import light_of
from media.services import ask_for_light, ask_for_light_of_all

policy = MediaPermissionPolicyChecker().policy


@require_http_methods(["GET", "POST"])
def light(request: HttpRequest, media_id: int) -> HttpResponse:
    """How the light version of one file stands, the part of its page that changes; asked for by a press."""
    media = _changeable(request.user, media_id)
    if request.method == "POST":
        ask_for_light(media, by=request.user)
        return redirect("wagtailmedia:edit", media.pk)
    return render(request, "media/admin/_light.html", {"media": media, "light": light_of(media)})


@require_POST
def light_of_all(request: HttpRequest) -> HttpResponse:
    """Have all made that are missing."""
    if not policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    count = ask_for_light_of_all(by=request.user)
    messages.success(request, ngettext("%d light version is made.", "%d light versions are made.", count) % count)
    return redirect("wagtailmedia:index")


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Beside the pages that wagtailmedia has."""
    return [
        path("light-versions/", light_of_all, name="media-light-of-all"),
        path("light-versions/<int:media_id>/", light, name="media-light"),
    ]


def _changeable(user: Any, media_id: int) -> LearningMedia:
    media = get_object_or_404(LearningMedia, pk=media_id)
    if not policy.user_has_permission_for_instance(user, "change", media):
        raise PermissionDenied
    return media
