"""Public pages for who is not signed in: made once a minute and edition of the content, not once a reader.

They are packed when they are made. An nginx in front may keep them, too, where it can be told to forget them.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.cache import cache_page
from django.views.decorators.gzip import gzip_page

from content.editions import edition_now
from portal.front_cache import KEPT_SECONDS

View = Callable[..., HttpResponse]
FRESH_SECONDS = 60
# Cookies that do not change what a public page shows; any other (session, message) means a reader of her own.
HARMLESS = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def cached_for_strangers(view: View) -> View:
    """``view``, kept for a minute for readers without a session; editors and learners always get a page of their own.

    Browsers are told to ask again each time, so that nobody sees a stranger's page after signing in.
    """

    def own(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        if "CSRF_COOKIE" in request.META:
            response["Cache-Control"] = "private"  # a form with a token, such as a page's password: not kept
        elif response.status_code == HTTPStatus.OK:
            set_response_etag(response)
        return response

    @wraps(view)
    def choose(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if set(request.COOKIES) - HARMLESS:
            return view(request, *args, **kwargs)
        keep = cache_page(FRESH_SECONDS, cache="pages", key_prefix=edition_now())
        response = keep(gzip_page(own))(request, *args, **kwargs)
        return _asked_for_again_each_time(request, response)

    return choose


def _asked_for_again_each_time(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """By browsers, who are told so where it is the same; a proxy keeps it that is told to forget it."""
    patch_vary_headers(response, ["Cookie"])
    response["Cache-Control"] = "no-cache"
    if "ETag" not in response:
        return response
    if settings.PUBLIC_PAGES_KEPT_AT:
        response["X-Accel-Expires"] = str(KEPT_SECONDS)
    answer: HttpResponse = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer
