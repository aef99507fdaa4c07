"""Every answer says for whom it was made, so that the phone keeps it under her name or not at all."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from offline.queries import build
from people.permissions import person_of

NOBODY, UNKNOWN = "nobody", "unknown"


class AnswersSayWhoseTheyAre:
    """``Portal-Reader`` is the person, "nobody" for strangers, or "unknown" where nobody has looked.

    It is also how the phone knows our answers from those of a hotspot. It names her to her own browser alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Portal-Reader"] = _reader(request)
        response["Portal-Build"] = build()
        return response


def _reader(request: HttpRequest) -> str:
    """Asks nothing of the database that the page has not asked: an error page must not need it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not hasattr(request, "_cached_user"):
        return NOBODY
    user = getattr(request, "_cached_user", None)
    if user is None:
        return UNKNOWN
    if not user.is_authenticated:
        return NOBODY
    if "person" not in user._state.fields_cache:
        return UNKNOWN
    person = person_of(user)
    return str(person.pk) if person else NOBODY
