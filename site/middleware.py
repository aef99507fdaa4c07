"""What holds for every answer, whichever app gave it."""

import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

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
