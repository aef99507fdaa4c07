"""What holds for every answer, whichever app gave it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

# Wagtail's forms start their date pickers and choosers by inline scripts, and its editor injects two style elements.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)


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
        if request.path.startswith("/admin/"):
            response.setdefault("Content-Security-Policy", ADMIN_POLICY)
        return response
