"""Public pages for who is not signed in: made once a minute and edition of the content, not once a reader.

They are packed when they are made. An nginx in front may keep them, too, where it can be told to forget them.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import get_language_from_path
from django.views.decorators.gzip import gzip_page

from content.editions import edition_now
from core.http import SAFE_METHODS
from portal.front_cache import KEPT_SECONDS

View = Callable[..., HttpResponse]
FRESH_SECONDS = 60
# Cookies that do not change what a public page shows; any other (session, message) means a reader of her own.
HARMLESS = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def cached_for_strangers(view: View) -> View:
    """``view``, kept for a minute for readers without a session; editors and learners always get a page of their own.

    Browsers are told to ask again each time, so that nobody sees a stranger's page after signing in.
    """
    packed = gzip_page(_tagged(view))

    @wraps(view)
    def choose(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_a_stranger(request):
            return view(request, *args, **kwargs)
        response = packed(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        response["Cache-Control"] = "no-cache"  # a proxy keeps it that is told to forget it
        if "ETag" in response:
            response.may_be_kept = True  # type: ignore[attr-defined]  # a mark of our own
            if settings.PUBLIC_PAGES_KEPT_AT:
                response["X-Accel-Expires"] = str(KEPT_SECONDS)
        return response

    return choose


def _tagged(view: View) -> View:
    """What may be kept has a tag; a form with a token, such as a page's password, has none."""

    def tagged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        if response.status_code == HTTPStatus.OK and "CSRF_COOKIE" not in request.META:
            set_response_etag(response)
        return response

    return tagged


class KeptPagesFirst:
    """A page that is kept is given before anything looks at the session, the language or the address.

    It is kept whole, with all that was said below here; what every answer says stands above here and is said anew.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._kept(request) if _may_be_public(request) else self.get_response(request)
        if not getattr(response, "may_be_kept", False):
            return response
        answer: HttpResponse = get_conditional_response(request, etag=response["ETag"], response=response)
        return answer

    def _kept(self, request: HttpRequest) -> HttpResponse:
        pages, name = caches["pages"], _name(request)
        if kept := pages.get(name):
            response = HttpResponse(kept[0], headers=kept[1])
            response.may_be_kept = True  # type: ignore[attr-defined]  # a mark of our own
            return response
        response = self.get_response(request)
        if request.method == "GET" and getattr(response, "may_be_kept", False) and not response.cookies:
            pages.set(name, (response.content, dict(response.items())), FRESH_SECONDS)
        return response


def _name(request: HttpRequest) -> str:
    # Of all that was sent one header is looked at: Django's ``headers`` would read every one first.
    packing = bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    page = f"{request.scheme}://{request.get_host()}{request.path}"
    return sha256(f"{edition_now()} {packing} {page}".encode()).hexdigest()


def _may_be_public(request: HttpRequest) -> bool:
    """Asked for without words of her own: of addresses with a ``?`` there is no end."""
    return (
        request.method in SAFE_METHODS
        and not request.META.get("QUERY_STRING")
        and get_language_from_path(request.path_info) is not None
        and _is_a_stranger(request)
    )


def _is_a_stranger(request: HttpRequest) -> bool:
    return HARMLESS.issuperset(request.COOKIES)
