"""A part of a file: browsers on iPhones play no sound, and nobody can move in one, where parts cannot be asked for."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO

from django.http import FileResponse, HttpRequest

CHUNK = 64 * 1024
# One part, from a byte to a byte, or the last so many; several parts at once are answered with the whole.
ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def only_the_range(request: HttpRequest, whole: FileResponse) -> FileResponse:
    """``whole``, or the part of it that was asked for, unless the file is another by now."""
    whole["Accept-Ranges"] = "bytes"
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if (
        asked is None
        or asked.groups() == ("", "")
        or request.headers.get("If-Range", whole["Last-Modified"]) != (whole["Last-Modified"])
    ):
        return whole
    size = int(whole["Content-Length"])
    first, last = _bounds(*asked.groups(), size)
    if not first <= last < size:
        return _as_part(whole, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"bytes */{size}", 0, 0)
    length = last - first + 1
    return _as_part(whole, HTTPStatus.PARTIAL_CONTENT, f"bytes {first}-{last}/{size}", first, length)


def _as_part(response: FileResponse, status: int, said: str, first: int, length: int) -> FileResponse:
    response.streaming_content = _part(response.file_to_stream, first, length)
    response.status_code = status
    response["Content-Range"] = said
    response["Content-Length"] = str(length)
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _part(file: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    file.seek(first)
    while length > 0 and (chunk := file.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk
