"""What stands in front of the embedded server, where no nginx does: no one phone of the network can stop it.

How many connections and how long the head of a request may take is the protocol's (below it there is no request yet);
how large a body may be and how long it may take is the application's around ours.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10
BODY_SECONDS = 60
# What readers bring in has 8 MB at most (core.limits); an editor hands in sound and video. As in deploy/nginx.conf.
LARGEST_BODY = 10 * 1024 * 1024
EDITORS = "/admin/"
LARGEST_UPLOAD = 200 * 1024 * 1024
UPLOAD_SECONDS = 600
REFUSED = {
    408: (b"text/plain", b"This came too slowly."),
    413: (b"text/html", (Path(__file__).parent / "static" / "portal" / "too_large.html").read_bytes()),
}
# A browser opens six, and keeps a socket for each open talk. A process may have 1024 files open, files included.
MOST_OF_ONE_ADDRESS = 60
MOST_IN_ALL = 700

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class GuardedProtocol(H11Protocol):
    """uvicorn's own, which lets a head be half sent for ever."""

    open_now: Counter[str] = Counter()

    def connection_made(self, transport: Any) -> None:
        peer = transport.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""
        self.head_is_due: asyncio.TimerHandle | None = None
        self.is_socket = False
        self.open_now[self.address] += 1
        super().connection_made(transport)
        if self.open_now[self.address] > MOST_OF_ONE_ADDRESS or self.open_now.total() > MOST_IN_ALL:
            transport.abort()
            return
        self._expect_a_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._expect_a_head()

    def handle_websocket_upgrade(self, event: Any) -> None:
        self.is_socket = True
        self._let_go()  # another protocol takes the connection over; Guard counts the sockets
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        self._let_go()
        super().connection_lost(exc)

    def _expect_a_head(self) -> None:
        """Between two requests of one connection, too."""
        has_one = self.is_socket or (self.cycle is not None and not self.cycle.response_complete)
        if has_one:
            self._expect_nothing()
        elif self.head_is_due is None:
            self.head_is_due = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self.head_is_due is not None:
            self.head_is_due.cancel()
            self.head_is_due = None

    def _let_go(self) -> None:
        self._expect_nothing()
        self.open_now[self.address] -= 1
        self.open_now += Counter()  # without those of whom nothing is open


class Guard:
    """Cuts off bodies that are too large or take too long, and more sockets of one address than a phone needs."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.sockets: Counter[str] = Counter()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.application(scope, receive, send)

    async def _request(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        body = Body(scope, receive)
        if body.is_said_to_be_too_large:
            await _answer(send, 413)
            return
        answered = False

        async def note(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await self.application(scope, body.receive, note)
        if body.refused_with and not answered:
            await _answer(send, body.refused_with)

    async def _socket(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        address = str((scope.get("client") or [""])[0])
        if self.sockets[address] >= MOST_OF_ONE_ADDRESS or self.sockets.total() >= MOST_IN_ALL:
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        self.sockets[address] += 1
        try:
            await self.application(scope, receive, send)
        finally:
            self.sockets[address] -= 1
            self.sockets += Counter()


class Body:
    """The body of one request, as far as it is taken."""

    def __init__(self, scope: MutableMapping[str, Any], receive: Receive) -> None:
        is_editors = scope["path"].startswith(EDITORS)
        self.most = LARGEST_UPLOAD if is_editors else LARGEST_BODY
        self.deadline = asyncio.get_running_loop().time() + (UPLOAD_SECONDS if is_editors else BODY_SECONDS)
        said = dict(scope["headers"]).get(b"content-length", b"0")
        self.is_said_to_be_too_large = not said.isdigit() or int(said) > self.most
        self.has_all = False
        self.taken = 0
        self.refused_with = 0
        self._receive = receive

    async def receive(self) -> Message:
        """The next part; a disconnect where no more is taken."""
        if self.has_all:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self.deadline):
                message = await self._receive()
        except TimeoutError:
            return self._refuse(408)
        self.taken += len(message.get("body", b""))
        self.has_all = not message.get("more_body", False)
        return self._refuse(413) if self.taken > self.most else message

    def _refuse(self, status: int) -> Message:
        self.refused_with = status
        return {"type": "http.disconnect"}


async def _answer(send: Send, status: int) -> None:
    kind, words = REFUSED[status]
    length = str(len(words)).encode()
    headers = [(b"content-type", kind), (b"content-length", length), (b"connection", b"close")]
    headers.append(
        (b"portal-reader", b"unknown")
    )  # as offline/middleware.py has it: a phone knows ours from a hotspot's
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})
