"""Files that one person or a few may fetch, sent by a page that has asked who she is."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from core.ranges import only_the_range

# Opened by itself it can do nothing.
ALONE = {"Content-Security-Policy": "default-src 'none'; sandbox"}


def private_file(
    request: HttpRequest, path: str, media_type: str, *, name: str = "", is_saved: bool = False
) -> FileResponse:
    """The file at ``path`` of ``STORAGES["private"]``, or the part of it that is asked for; ``name`` is what it is
    called where it ``is_saved`` and not shown, or saved later. Raises Http404.
    """
    try:
        written_at, file = _written_at(path), storages["private"].open(path)
    except FileNotFoundError:
        raise Http404 from None
    headers = {**ALONE, "Last-Modified": http_date(written_at)}
    return only_the_range(
        request, FileResponse(file, content_type=media_type, headers=headers, as_attachment=is_saved, filename=name)
    )


def private_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A photo as it is kept, for who may see it now: a browser asks again each time. Raises Http404."""
    try:
        written_at = _written_at(path)
        unchanged: HttpResponse | None = get_conditional_response(request, last_modified=written_at)
        file = None if unchanged else storages["private"].open(path)
    except FileNotFoundError:
        raise Http404 from None
    headers = {**ALONE, "Cache-Control": "no-cache", "Last-Modified": http_date(written_at)}
    return unchanged or FileResponse(file, content_type="image/webp", headers=headers)


def _written_at(path: str) -> int:
    return int(storages["private"].get_modified_time(path).timestamp())
