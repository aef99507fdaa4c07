"""What holds for every answer, whichever app gave it."""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from csp.utils import build_policy
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

from content.queries import address_in_language
from core.enums import Language
from core.http import API, SAFE_METHODS, page_above, page_of_form, trouble, wants_json
from portal import views
from portal.admin_scripts import with_nonces

ADMIN = "/admin/"
# Two packages bring pages of their own with longer inline scripts.
LOOSER = ("/admin/localize/", "/admin/media/")


class LanguageOfTheReader(LocaleMiddleware):
    """Django's own, except that what a view did not find stays not found.

    Django would send the reader on to the same address behind her language, where Wagtail takes any address: a 404
    would become a redirect, for a script's POST too.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is not None:
            return response
        return super().process_response(request, response)


class WaysInAndBack:
    """Only strangers are led to sign in, from there on to a page, and an address that takes no page leads to one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _leads_to_sign_in_and_back(request, response):
            return _not_for_her(request) if request.user.is_authenticated else _back_to_a_page(request, response)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return _on_from_no_page(request, response)
        return response


class PagesKeepTheirText:
    """Who reads a page and asks for it in another language comes to the same text, wherever it stands there.

    The menu of languages only changes the first step of the address, without a query; where no page answers that, this
    looks for the page one came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in SAFE_METHODS:
            return response
        language = get_language_from_path(request.path)
        if language is None:
            return response
        came_from = page_of_form(request)
        guessed = (f"/{code}{request.path.removeprefix(f'/{language}')}" for code in Language.values)
        for address in (came_from, *guessed):
            there = address_in_language(request, address, language, or_above=address == came_from)
            if there is not None and there != request.path:
                return HttpResponseRedirect(there)
        return response


def _leads_to_sign_in_and_back(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != HTTPStatus.FOUND:
        return False
    target = urlsplit(response["Location"])
    doors = {resolve_url(settings.LOGIN_URL), reverse("wagtailadmin_login"), reverse("wagtailcore_login")}
    return target.path in doors and parse_qs(target.query).get("next") == [request.get_full_path()]


def _not_for_her(request: HttpRequest) -> HttpResponse:
    """Signing in, which she has done, would lead her here again and again."""
    list(messages.get_messages(request))  # Wagtail's own words for the same: read, and not said again
    return views.forbidden(request)


def _back_to_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method in SAFE_METHODS:
        return response
    door = urlsplit(response["Location"]).path
    return HttpResponseRedirect(f"{door}?{urlencode({'next': page_of_form(request)})}")


def _on_from_no_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.path.startswith(API):
        said = trouble(_("This cannot be asked for in this way."), "method_not_allowed", response.status_code)
        said["Allow"] = response["Allow"]
        return said
    if wants_json(request) or request.path.startswith(ADMIN):
        return response
    if request.method in SAFE_METHODS:
        return HttpResponseRedirect(page_above(request.path))
    page = render(request, "405.html", {"page_above": page_above(request.path)}, status=response.status_code)
    page["Allow"] = response["Allow"]
    return page


class ContentSecurityPolicy:
    """The policy of the settings, said on every answer but those of the editors' pages.

    django-csp makes the same words anew for every answer; here no answer has words of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_trouble_shown_to_developers = settings.DEBUG and response.status_code in (
            HTTPStatus.NOT_FOUND,
            HTTPStatus.INTERNAL_SERVER_ERROR,
        )
        has_one = "Content-Security-Policy" in response
        if not (has_one or request.path.startswith(ADMIN) or is_trouble_shown_to_developers):
            response["Content-Security-Policy"] = self.policy
        return response


class AdminContentSecurityPolicy:
    """The policy of the editors' pages: nothing from elsewhere. Other pages have the stricter one of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(ADMIN):
            return response
        if strict := response.get("Content-Security-Policy"):
            # A preview: Wagtail drew the page as for a reader, and shows it in a frame.
            response["Content-Security-Policy"] = strict.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            return response
        scripts = "'unsafe-inline'"
        if not request.path.startswith(LOOSER):
            nonce = secrets.token_urlsafe(16)
            scripts = f"'nonce-{nonce}'"
            if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
                response.content = with_nonces(response.content.decode(), nonce).encode()
        response["Content-Security-Policy"] = _policy(scripts)
        return response


def _policy(scripts: str) -> str:
    """Styles are inline in Wagtail's rich text editor; previews are shown in a frame of the same site."""
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
    )
