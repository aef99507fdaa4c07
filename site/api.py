"""Everything under ``/api/v1/``: what apps offer to programs, errors in one shape, the page that tells of it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cohorts.api import router as cohorts_router
from core.errors import Refusal
from core.http import trouble
from courses.api import router as courses_router
from people.api import router as people_router
from submissions.api import router as submissions_router

SECONDS_TO_WAIT = "60"
ABOUT = (
    "A program acts for one person, with a token that she makes under About me, Programs that may act for me. It sends "
    "the token in the header Authorization: Bearer …. What is not hers to see is a 404. Every error is "
    '{"error": a sentence, "code": a stable word}, the sentence in the language of Accept-Language.'
)

api = NinjaAPI(
    title="Portal",
    version="1",
    description=ABOUT,
    urls_namespace="api",
    docs_url=None,  # ninja's own page loads scripts from elsewhere: ours is below
    docs_decorator=require_safe,
)
for router in (people_router, courses_router, cohorts_router, submissions_router):
    api.add_router("", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What a rule or the door refuses."""
    response = trouble(str(refusal), refusal.code, refusal.status)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = SECONDS_TO_WAIT
    return response


@api.exception_handler(AuthenticationError)
def no_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """A cookie opens nothing here."""
    response = trouble(_("Send the token of a person with this."), "token_missing", HTTPStatus.UNAUTHORIZED)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names each parameter that is not as it should be."""
    names = ", ".join(dict.fromkeys(str(each["loc"][-1]) for each in error.errors))
    sentence = _("This is not as it should be: %(names)s.") % {"names": names}
    return trouble(sentence, "not_valid", HTTPStatus.UNPROCESSABLE_ENTITY)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Not there, or not hers."""
    return trouble(_("There is nothing here for you."), "not_found", HTTPStatus.NOT_FOUND)


@api.exception_handler(HttpError)
def not_so(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses."""
    return trouble(str(error), "refused", error.status_code)


@dataclass(frozen=True)
class Route:
    """One line of the page: what may be asked, and with which scope."""

    method: str
    address: str
    title: str
    text: str
    scope: str
    parameters: list[str]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What programs can ask for, drawn from the same description that they read."""
    return render(request, "api.html", {"about": ABOUT, "routes": _routes(api.get_openapi_schema())})


@csrf_exempt  # there is nothing here to do
def nothing_here(request: HttpRequest, rest: str) -> NoReturn:
    """An address under /api/ that is none: a 404 in the same shape, never on to a page in her language."""
    raise Http404


def _routes(schema: dict[str, Any]) -> list[Route]:
    return [
        Route(
            method=method.upper(),
            address=address,
            title=operation["summary"],
            text=operation.get("description", ""),
            scope=operation["x-scope"],
            parameters=[parameter["name"] for parameter in operation.get("parameters", [])],
        )
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


_patterns, _app_name, _namespace = api.urls
# ninja's root says only that there is nothing, but its schema asks for the way there by name: the page stands there.
urls = (
    [
        *(pattern for pattern in _patterns if getattr(pattern, "name", "") != "api-root"),
        path("", page, name="api-root"),
    ],
    _app_name,
    _namespace,
)
