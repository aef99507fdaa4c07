"""The worker, the manifests, the page of what is kept, and what is in a bundle."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.enums import Language
from offline import queries
from people.http import PersonRequest, person_required

INK, PAPER = "#2B2A5E", "#FBF6EC"
ICONS = [(192, "any"), (512, "any"), (512, "maskable")]


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Asked for again whenever the phone looks whether the portal has changed, and so kept nowhere on the way."""
    script = queries.worker_script(for_strangers="strangers" in request.GET)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_safe
def manifest(request: HttpRequest, language: str) -> HttpResponse:
    """What the phone needs to put the portal on its home screen, in one language."""
    if language not in Language.values:
        raise Http404
    with translation.override(language):
        facts = {
            "name": _("Livelihoods and Collectives"),
            "short_name": _("Livelihoods"),
            "description": _("Centre of Excellence for Strengthening Livelihoods and Collectives"),
            "lang": language,
            "id": "/",
            "start_url": reverse("desk:home"),
            "scope": "/",
            "display": "standalone",
            "theme_color": INK,
            "background_color": PAPER,
            "icons": [_icon(size, purpose) for size, purpose in ICONS],
        }
    return JsonResponse(
        facts, content_type="application/manifest+json", headers={"Cache-Control": "public, max-age=86400"}
    )


@require_safe
def no_line(request: HttpRequest, language: str) -> HttpResponse:
    """What the worker shows where it has nothing: fetched once a build."""
    if language not in Language.values:
        raise Http404
    return HttpResponse(queries.no_line_page(language), headers={"Content-Language": language})


@person_required
@require_safe
def kept(request: PersonRequest) -> HttpResponse:
    """What this phone keeps of hers, and what it could take along."""
    return render(request, "offline/kept.html")


@person_required
@require_safe
def bundle(request: PersonRequest, kind: str, key: str) -> JsonResponse:
    """What is in a bundle now, what it weighs at most, and which edition it is."""
    found = queries.bundle_of(request.user, kind, key)
    if found is None or not found.pages:
        raise Http404
    pages = [page.address for page in found.pages]
    weight = {"bytes": found.bytes, "room": found.room}
    return JsonResponse({"title": found.title, "edition": found.edition, **weight, "pages": pages})


def _icon(size: int, purpose: str) -> dict[str, str]:
    name = f"offline/icons/{'whole' if purpose == 'maskable' else 'round'}-{size}.png"
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
