"""What holds for every page of somebody signed in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _

from people.permissions import edits_the_portal

ADMIN = "/admin/"


class PersonalPagesAreNotStored:
    """A page made for somebody signed in is not kept by the browser of a shared phone.

    It is said as Django says it, whose words are found out once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        example = HttpResponse()
        add_never_cache_headers(example)
        self.words = example["Cache-Control"]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # By the cookie, not the user: an error page must not ask a database that is away who is reading.
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = self.words
            response.headers.setdefault("Expires", http_date())
        return response


class SecondFactorForStaff:
    """The editors' pages open only to who has a second factor; who has none is led to where she sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # allauth asks for the factor at each sign-in once there is one, so that having one is having shown it.
        asked = settings.SECOND_FACTOR_FOR_STAFF and request.path.startswith(ADMIN)
        if asked and edits_the_portal(request.user) and not is_mfa_enabled(request.user):
            messages.info(request, _("To edit the portal you need a second factor. Set one up here, then go on."))
            return redirect("mfa_index")
        return self.get_response(request)
