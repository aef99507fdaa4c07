"""A part of a file: browsers on iPhones play no sound, and nobody can move in one, where parts cannot be asked for."""

import re
from http import HTTPStatus
from typing import IO, cast

from django.http import FileResponse, HttpRequest

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
    first, last = _bounds(asked[1], asked[2], size)
    if not first <= last < size:
        return _as_part(whole, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"bytes */{size}", 0, 0)
    length = last - first + 1
    return _as_part(whole, HTTPStatus.PARTIAL_CONTENT, f"bytes {first}-{last}/{size}", first, length)


def _as_part(response: FileResponse, status: int, said: str, first: int, length: int) -> FileResponse:
    whole = cast(IO[bytes], response.file_to_stream)
    response.streaming_content = Part(whole, first, length)  # type: ignore[assignment]  # a file, as it was before
    response.status_code = status
    response["Content-Range"] = said
    response["Content-Length"] = str(length)
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


class Part:
    """``length`` bytes of a file from ``first``, read as a file is: who serves it holds a little at a time."""

    def __init__(self, file: IO[bytes], first: int, length: int) -> None:
        file.seek(first)
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()
