"""Pages that belong to no app: errors, health, and uploads where no web server serves them."""

import errno
import sys
from http import HTTPStatus
from posixpath import normpath

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.static import serve

from core.http import API, trouble
from core.ranges import only_the_range

DISK_IS_FULL = (errno.ENOSPC, errno.EDQUOT)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a proxy or a monitor: the process answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponse:
    """An uploaded file. It never runs anything: an SVG or HTML file opened by itself is shut in a sandbox."""
    if normpath(path).lstrip("/").startswith("documents/"):
        raise Http404  # Wagtail hands documents out, where it asks who may have them
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if isinstance(response, FileResponse):
        response = only_the_range(request, response)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "public, max-age=86400"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here for this reader."""
    if request.path.startswith(API):
        return trouble(_("There is nothing here for you."), "not_found", HTTPStatus.NOT_FOUND)
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """She is known, and may not enter."""
    return render(request, "403.html", {"messages": []}, status=HTTPStatus.FORBIDDEN)


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side; says nothing else. A database that is away or busy is a matter of waiting."""
    error = sys.exc_info()[1]
    if isinstance(error, OSError) and error.errno in DISK_IS_FULL:
        return _trouble_of_ours(request, "507.html", HTTPStatus.INSUFFICIENT_STORAGE)
    if not isinstance(error, OperationalError | InterfaceError):
        return _trouble_of_ours(request, "500.html", HTTPStatus.INTERNAL_SERVER_ERROR)
    response = _trouble_of_ours(request, "500.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "30"
    return response


def _trouble_of_ours(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    if request.path.startswith(API):
        return trouble(_("Something went wrong on our side. Try again later."), "our_fault", status)
    return render(request, template, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or in another window where somebody signed in: whoever is in already goes on."""
    door = reverse("account_login")
    if request.path == door and request.user.is_authenticated:
        return redirect(f"{door}?{urlencode({'next': request.POST.get('next', '')})}")
    return render(request, "403_csrf.html", status=403)
