"""What is the same for every view: where a form stood, what a refusal looks like, what is not there."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from core.errors import Refusal

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
SAFE_METHODS = ("GET", "HEAD")
API = "/api/"


def wants_json(request: HttpRequest) -> bool:
    """Whether a program or a script asks, which reads JSON; a browser that shows a page does not say so."""
    wanted = request.get_preferred_type(["text/html", "application/json"])
    return request.path.startswith(API) or wanted == "application/json"


def asks_for_card(request: HttpRequest) -> bool:
    """Whether a list asks for what it shows of a page beside itself, without a frame: ``?part=card``."""
    return request.GET.get("part") == "card"


def is_only_kept(request: HttpRequest) -> bool:
    """Whether a phone fetches the page to keep it, and nobody reads it now (offline/static/offline/worker/main.js)."""
    return "Portal-Keeps" in request.headers


def page_or_404(find: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What ``find`` finds; what does not exist is a 404."""
    try:
        return find(*args, **kwargs)
    except ObjectDoesNotExist:
        raise Http404 from None


def form_page(request: HttpRequest, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The page of ``form``: 422 where it was sent and something needs a second look."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)


def page_above(path: str) -> str:
    """The nearest page above the address ``path``: in our addresses a thing comes before what is done to it."""
    steps = path.strip("/").split("/")
    for length in range(len(steps) - 1, 0, -1):
        address = f"/{'/'.join(steps[:length])}/"
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def page_of_form(request: HttpRequest) -> str:
    """The page of the portal on which the form stood that was sent; where the browser does not say, the form's address.

    An address that takes nothing but forms leads on to the page above it.
    """
    said = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(said)
    path = "/" + parts.path.lstrip("/")  # two slashes would lead to another site
    return f"{path}?{parts.query}" if parts.query else path


def trouble(sentence: str, code: str, status: int) -> JsonResponse:
    """The one shape in which a script or a program is told that something is not done."""
    return JsonResponse({"error": sentence, "code": code}, status=status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to what cannot be done: for a script sentence and code, for a reader the page she came from."""
    if wants_json(request):
        return trouble(str(refusal), refusal.code, refusal.status)
    if request.method in SAFE_METHODS:
        return render(request, "core/refused.html", {"refusal": refusal}, status=refusal.status)
    messages.warning(request, str(refusal))
    return redirect(page_of_form(request))


class RefusalsAreAnswered:
    """A refusal that no view caught, to say it beside a field, is answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        name = request.resolver_match.view_name if request.resolver_match else request.path
        logger.warning("%s refused: %s", name, exception.code)
        return refused(request, exception)
