"""A page's side of a socket, in the words of its protocol.

On asgiref's communicator: the one of ``channels.testing`` cannot be imported without Daphne, which nothing here needs.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from people.models import Person
from portal.asgi import application
from talks.enums import MESSAGE

PATIENCE = 30
OWN_ORIGIN = "http://testserver"


class Socket(ApplicationCommunicator):
    """The socket of one page."""

    async def connect(self) -> bool:
        """Ask to be let in."""
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(PATIENCE))["type"] == "websocket.accept"

    async def disconnect(self) -> None:
        """Go away."""
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(PATIENCE)

    async def send_raw(self, frame: str | bytes) -> None:
        """Send a frame of any kind."""
        await self.send_input({"type": "websocket.receive", "text" if isinstance(frame, str) else "bytes": frame})

    async def say(self, kind: str, **values: Any) -> None:
        """Send a frame of the protocol."""
        await self.send_raw(json.dumps({"type": kind, **values}, default=str))

    async def receive(self) -> dict[str, Any]:
        """The next frame."""
        output = await self.receive_output(PATIENCE)
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    def message(self, body: Any, message_id: object = None, **more: Any) -> dict[str, Any]:
        """A message to this thread as a record; ``more`` may say ``device_at`` and ``corrects``."""
        thread_id = self.scope["path"].strip("/").split("/")[-1]
        record = {"id": message_id or uuid4(), "kind": MESSAGE, "about": thread_id, "fields": {"body": body}}
        return {**record, **more}

    async def send_message(self, body: Any, message_id: object = None, **more: Any) -> dict[str, Any]:
        """Send a message and wait for what becomes of it."""
        await self.say("send", record=self.message(body, message_id, **more))
        return await self.until("outcome")

    async def hello(self, after: int = 0) -> dict[str, Any]:
        """Say up to where all is known, and get what is new."""
        await self.say("hello", after=after)
        news = await self.until("messages")
        await self.until("pong")
        return news

    async def until(self, *kinds: str) -> dict[str, Any]:
        """The next frame of one of these kinds; what comes before it is passed over."""
        while True:
            frame = await self.receive()
            if frame["type"] in kinds:
                return frame

    async def until_message(self, body: str) -> dict[str, Any]:
        """The message with these words, when it arrives."""
        while True:
            for message in (await self.until("messages"))["messages"]:
                if message["body"] == body:
                    return message

    async def until_receipts(self, person: Person, *, delivered: int, read: int) -> None:
        """Wait until the others know how far ``person`` is."""
        wanted = {"person": str(person.pk), "delivered": delivered, "read": read}
        while wanted not in (await self.until("messages"))["receipts"]:
            pass

    async def closed(self) -> int:
        """The code of the close, which is the very next thing to come."""
        output = await self.receive_output(PATIENCE)
        assert output["type"] == "websocket.close", output
        return output["code"]


def session_of(person: Person) -> Client:
    """A browser in which ``person`` has signed in."""
    client = Client()
    client.force_login(person.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def socket_at(path: str, cookies: Mapping[str, str], *, origin: str | None = OWN_ORIGIN) -> Socket:
    """A socket as a browser would open it, not yet connected."""
    headers = [(b"host", b"testserver")] + ([(b"origin", origin.encode())] if origin else [])
    headers += [(b"cookie", f"{name}={value}".encode()) for name, value in cookies.items() if value]
    scope = {"type": "websocket", "path": path, "query_string": b"", "subprotocols": [], "headers": headers}
    return Socket(application, scope)


@asynccontextmanager
async def opened(who: Person | Client | None, thread_id: UUID) -> AsyncIterator[Socket]:
    """A connected socket of a person, of a browser, or of nobody; it is let go in the end."""
    client = await database_sync_to_async(session_of)(who) if isinstance(who, Person) else who
    cookies = {name: cookie.value for name, cookie in client.cookies.items()} if client else {}
    async with open_as(cookies, f"/live/threads/{thread_id}/") as socket:
        yield socket


@asynccontextmanager
async def open_as(cookies: Mapping[str, str], path: str) -> AsyncIterator[Socket]:
    """A connected socket of a browser with these cookies."""
    socket = socket_at(path, cookies)
    assert await socket.connect()
    yield socket
    await socket.disconnect()
