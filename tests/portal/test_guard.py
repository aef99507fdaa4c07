"""The embedded server on a shared network: no one phone stops it."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
import uvicorn

from core.limits import LARGEST_FILE_BYTES
from portal import guard
from portal.environment import names_of_this_machine
from portal.guard import Guard, GuardedProtocol

PATIENCE = 30
SOON = 0.2


async def takes_all(scope, receive, send):
    """An application that reads the whole body and says how long it was."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        return
    length, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        length, more = length + len(message["body"]), message["more_body"]
    words = f"taken {length}".encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(words))]})
    await send({"type": "http.response.body", "body": words})


@pytest.fixture
async def served(monkeypatch):
    """The guarded server, with more patience than a slow machine needs, and how one connects to it."""
    monkeypatch.setattr(guard, "HEAD_SECONDS", PATIENCE)
    monkeypatch.setattr(guard, "BODY_SECONDS", PATIENCE)
    monkeypatch.setattr(guard, "LARGEST_BODY", 100)
    monkeypatch.setattr(guard, "MOST_OF_ONE_ADDRESS", 5)
    monkeypatch.setattr(GuardedProtocol, "open_now", Counter())
    quiet = {"lifespan": "off", "log_level": "critical"}
    config = uvicorn.Config(Guard(takes_all), port=0, http=GuardedProtocol, timeout_keep_alive=0, **quiet)
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    yield lambda: asyncio.open_connection("127.0.0.1", port)
    await server.shutdown()


@pytest.fixture
async def hasty(served, monkeypatch):
    """The same with patience for a moment only: whoever is slow is cut off."""
    monkeypatch.setattr(guard, "HEAD_SECONDS", SOON)
    monkeypatch.setattr(guard, "BODY_SECONDS", SOON)
    return served


async def answer_to(connect, *parts):
    """All that comes back for these parts, until the other side ends it."""
    reader, writer = await connect()
    for part in parts:
        writer.write(part)
    try:
        return await asyncio.wait_for(reader.read(), PATIENCE)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def post(length, path="/x/"):
    return b"POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (path.encode(), length)


def test_the_doors_take_all_that_a_reader_may_bring_in_and_agree_about_it():
    conf = (Path(__file__).parents[2] / "deploy" / "nginx.conf").read_text()
    assert f"client_max_body_size {guard.LARGEST_BODY // 1024**2}m;" in conf
    assert guard.LARGEST_BODY > LARGEST_FILE_BYTES + 1024**2


async def test_a_request_that_comes_whole_is_answered(served):
    assert (await answer_to(served, post(3), b"abc")).endswith(b"taken 3")


async def test_half_a_head_is_cut_off(hasty):
    assert await answer_to(hasty, b"GET / HTTP/1.1\r\nHost:") == b""


async def test_half_a_head_after_a_whole_request_is_cut_off_too(hasty):
    answered = await answer_to(hasty, post(0).replace(b"Connection: close\r\n", b""), b"GET / HTTP/1.1\r\n")
    assert answered.count(b"HTTP/1.1 200") == 1


async def test_a_body_that_does_not_come_is_cut_off(hasty):
    assert b"408" in await answer_to(hasty, post(3), b"a")


async def test_a_body_that_is_too_large_is_refused_before_it_is_taken(served):
    answer = await answer_to(served, post(101))
    assert b"413" in answer
    assert b"portal-reader: unknown" in answer  # else a phone takes it for a hotspot's
    assert "वापस जाइए".encode() in answer


async def test_a_body_that_does_not_say_its_length_is_cut_off_where_it_grows_too_large(served):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert b"413" in await answer_to(served, head, b"80\r\n" + b"x" * 128 + b"\r\n")


async def test_editors_may_hand_in_more(served):
    assert b"taken 101" in await answer_to(served, post(101, "/admin/images/add/"), b"x" * 101)


async def test_one_address_has_so_many_connections_and_gets_them_back(served):
    held = [await served() for _ in range(5)]
    assert await answer_to(served, post(0)) == b""
    for _, writer in held:
        writer.close()
    for reader, _ in held:
        await asyncio.wait_for(reader.read(), PATIENCE)
    assert b"taken 0" in await answer_to(served, post(0))


UPGRADE = (
    b"GET /live/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def test_a_socket_stays_open_and_is_counted(served):
    held = []
    for _ in range(5):
        reader, writer = await served()
        writer.write(UPGRADE)
        assert b"101" in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        held.append((reader, writer))
    assert b"101" not in await answer_to(served, UPGRADE)
    assert b"taken 0" in await answer_to(served, post(0))
    for _, writer in held:
        assert not writer.is_closing()
        writer.close()


def test_a_machine_answers_to_its_own_names_and_to_no_others():
    assert names_of_this_machine("127.0.0.1") == ["127.0.0.1"]
    names = names_of_this_machine("0.0.0.0")
    assert "localhost" in names
    assert not {"*", "0.0.0.0", ""} & set(names)
