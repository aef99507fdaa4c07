"""Light versions in the admin: how far they are, and the press that has them made. The captions of videos."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from wagtail import hooks
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from media.forms import CaptionsForm
from media.models import LearningMedia
from media.queries import light_of
from media.services import ask_for_light, ask_for_light_of_all, keep_captions, remove_captions

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


@require_http_methods(["GET", "POST"])
def captions(request: HttpRequest, media_id: int) -> HttpResponse:
    """The captions of a video in each language; those of one are written or changed below."""
    media = _changeable(request.user, media_id)
    if "remove" in request.POST:
        for each in media.captions.filter(language=request.POST["remove"]):
            remove_captions(each, by=request.user)
        return redirect("media-captions", media.pk)
    form = CaptionsForm(request.POST or None, request.FILES or None, initial=_written(media, request.GET))
    if form.is_valid():
        said = form.cleaned_data
        keep_captions(media, language=said["language"], cues=said["cues"], by=request.user)
        messages.success(request, _("The captions are kept."))
        return redirect("media-captions", media.pk)
    context = {"media": media, "known": media.captions.all(), "form": form}
    return render(request, "media/admin/captions.html", context)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Beside the pages that wagtailmedia has."""
    return [
        path("light-versions/", light_of_all, name="media-light-of-all"),
        path("light-versions/<int:media_id>/", light, name="media-light"),
        path("captions/<int:media_id>/", captions, name="media-captions"),
    ]


def _changeable(user: Any, media_id: int) -> LearningMedia:
    media = get_object_or_404(LearningMedia, pk=media_id)
    if not policy.user_has_permission_for_instance(user, "change", media):
        raise PermissionDenied
    return media


def _written(media: LearningMedia, asked: QueryDict) -> dict[str, str]:
    """What stands in the language that is ``asked`` for, to be changed."""
    known = media.captions.filter(language=asked.get("language", "")).first()
    if known is None:
        return {}
    with known.file.open("rb") as file:
        return {"language": known.language, "text": file.read().decode()}
