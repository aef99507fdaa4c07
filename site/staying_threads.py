"""Pages of the embedded run: the WSGI application in threads that stay, each with its own connection to the database.

Django's own ASGI application gives each request a new thread and SQLite a new connection. Here requests wait in one
queue, first come first served; how many can wait is bounded by the connections the guard lets in. A thread is taken
only while the portal works: a body is taken whole before, and an answer given away after.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from portal.guard import Message, Receive, Send

# More only wait for one another: Python runs one at a time, and SQLite lets one write.
THREADS = 4
IN_MEMORY = 256 * 1024  # a larger body goes to the disk
PART = 64 * 1024  # of a file
Wsgi = Callable[..., Iterable[bytes]]
Scope = MutableMapping[str, Any]


class StayingThreads:
    """An ASGI application of HTTP alone around ``application``."""

    def __init__(self, application: Wsgi, threads: int = THREADS) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        with SpooledTemporaryFile(IN_MEMORY) as body:
            if not await _take(receive, body):
                return
            start, answer = await loop.run_in_executor(self.threads, self._answer, scope, body)
        await send(start)
        if isinstance(answer, bytes):
            await send({"type": "http.response.body", "body": answer})
        else:
            await self._give_away(answer, receive, send)

    def _answer(self, scope: Scope, body: IO[bytes]) -> tuple[Message, bytes | FileWrapper]:
        """The head of the answer, and the whole of it or the file that is it."""
        start: Message = {"type": "http.response.start"}

        def start_response(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
            start["status"] = int(status[:3])
            # Django writes a cookie with a blank before it, which not every server of HTTP lets through.
            plain = [(name.lower(), value.strip()) for name, value in headers]
            start["headers"] = [(name.encode("latin1"), value.encode("latin1")) for name, value in plain]

        parts = self.application(environment_of(scope, body), start_response)
        if isinstance(parts, FileWrapper):
            return start, parts
        try:
            return start, b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()

    async def _give_away(self, file: FileWrapper, receive: Receive, send: Send) -> None:
        """Part by part, as fast as the reader takes them and until she has left: no thread waits for her."""
        loop = asyncio.get_running_loop()
        left = asyncio.ensure_future(receive())
        try:
            while not left.done() and (part := await loop.run_in_executor(self.threads, file.filelike.read, PART)):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            left.cancel()
            await loop.run_in_executor(self.threads, file.filelike.close)


async def _take(receive: Receive, body: IO[bytes]) -> bool:
    """Whether the whole body came."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
    return True


def environment_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """What WSGI says of a request. A head with an underscore could pass for one with a dash, and is left out."""
    length = body.tell()
    body.seek(0)
    host, port = scope.get("server") or ("", None)
    environment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin1").upper().replace("-", "_"), raw_value.decode("latin1")
        if b"_" not in raw_name:
            name = name if name == "CONTENT_TYPE" else f"HTTP_{name}"
            between = "; " if name == "HTTP_COOKIE" else ","
            environment[name] = f"{environment[name]}{between}{value}" if name in environment else value
    return environment | {"CONTENT_LENGTH": str(length)}
