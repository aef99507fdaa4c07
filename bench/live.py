"""``python -m bench.live``: a room of sockets beside a bare ASGI broadcast of frames of the same size.

Closed loop: one message at a time, then eight, each sent by another of those who listen. CPU is the server's, the
database's and that of the measuring side, in microseconds a delivery, and how many deliveries a second of the server's
makes. Where a process took nearly all of a core, it is the limit: on two cores that may be the measuring side.

The floor is the bare broadcast: the same server writes the same frame to each socket and does nothing else. Of what it
takes, most is the writing to the sockets, which the portal does as well; what the portal takes above it is the keeping
of each message, one look of three queries a message or a handful of them, and one comparison a socket.
"""

import argparse
import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench.server import HOST, POSTGRES, ROOT, Configuration, embedded, production, serving, spent, tree

WORDS = "Last month I earned ₹2,400. Is a goal of ₹3,000 too much?"
# In each message once, and nowhere else.
MARK = b'"body": '
# As uvicorn asks every 20 seconds whether somebody is there, and closes where nobody answers; in no text.
PING = b"\x89\x04"
SECONDS = 4.0
PATIENCE = 30.0
WARM_SOCKETS = 20


@dataclass(frozen=True)
class Sockets(Configuration):
    """The configuration with the socket server alone, in so many processes, or ``bare``."""

    processes: int = 1
    application: str = "portal.asgi:application"

    def command(self, port: int) -> list[str]:
        """As deploy/portal-sockets.service starts it."""
        workers = ["--workers", str(self.processes)] if self.processes > 1 else []
        server = [sys.executable, "-m", "uvicorn", self.application, "--host", HOST, "--port", str(port), *workers]
        server += ["--ws-per-message-deflate", "false"]
        return [*server, "--no-access-log", "--log-level", "warning"]


class Listener(asyncio.Protocol):
    """One socket of the measuring side: counts messages and notes when each came."""

    def __init__(self, run: "Run") -> None:
        self.run, self.seen, self.tail = run, 0, b""
        self.is_open = asyncio.get_running_loop().create_future()
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        data = self.tail + data
        if not self.is_open.done() and b"\r\n\r\n" in data:
            self.is_open.set_result(data.startswith(b"HTTP/1.1 101"))
        if PING in data:
            self.pong(data)
        found, self.tail = data.count(MARK), data[-len(MARK) + 1 :]
        for _ in range(found):
            self.run.note(self.seen)
            self.seen += 1

    def open(self, port: int, path: str, cookie: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {HOST}:{port}",
            f"Origin: https://{HOST}:{port}",
            "X-Forwarded-Proto: https",
            f"Cookie: {cookie}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self.transport.write("\r\n".join([*lines, "", ""]).encode())

    def pong(self, data: bytes) -> None:
        """Answer what was asked, so that the socket stays open."""
        asked = data.index(PING) + len(PING)
        self.transport.write(b"\x8a\x84" + bytes(4) + data[asked : asked + 4])

    def say(self, **frame: Any) -> None:
        """A masked frame, with a mask of zeros."""
        text = json.dumps(frame).encode()
        size = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2, "big")
        self.transport.write(b"\x81" + size + bytes(4) + text)


class Run:
    """One measurement: so many messages on their way at a time."""

    def __init__(self) -> None:
        self.sent: list[float] = []
        self.times: list[float] = []
        self.delivered: list[int] = []
        self.everybody = 0
        self.done = asyncio.Event()

    def note(self, number: int) -> None:
        self.times.append(time.perf_counter() - self.sent[number])
        self.delivered[number] += 1
        if self.delivered[number] == self.everybody:
            self.done.set()

    @property
    def on_the_way(self) -> int:
        return sum(count < self.everybody for count in self.delivered[-64:])


async def _measure(port: int, what: dict[str, Any], pid: int, configuration: Sockets) -> None:
    said = await _warm_up(port, what, WARM_SOCKETS * configuration.processes)
    before = _memory(pid)
    run = Run()
    listeners = await _opened(run, port, what, after=said)
    memory = (_memory(pid) - before) / len(listeners)
    run.everybody = len(listeners)
    for at_once in (1, 8):
        await _drive(run, listeners, what["thread"], at_once, seconds=0.5)
        began, own, first = time.perf_counter(), time.process_time(), len(run.sent)
        cpu = spent(pid, configuration.database)
        run.times.clear()
        await _drive(run, listeners, what["thread"], at_once, seconds=SECONDS)
        took, own = time.perf_counter() - began, time.process_time() - own
        after = spent(pid, configuration.database)
        times, count = sorted(run.times), len(run.times)
        if not count:
            print(f"  {len(listeners):>5} sockets {at_once} at a time: nothing reached everybody", flush=True)
            break
        lost = (len(run.sent) - first) * len(listeners) - count
        server, database = after.server - cpu.server, (after.database or 0) - (cpu.database or 0)
        shares = " / ".join(f"{100 * each / took:.0f}" for each in (server, database, own))
        print(
            f"  {len(listeners):>5} sockets {at_once} at a time: {count / took:>9,.0f} a second  "
            f"p50 {1000 * times[count // 2]:>6.1f}  p95 {1000 * times[count * 95 // 100]:>6.1f} ms  "
            f"CPU {1e6 * server / count:>6.1f} + {1e6 * database / count:.1f} + {1e6 * own / count:.1f} us "
            f"({shares} % of a core), {count / server:>9,.0f} a second of the server's  "
            f"{memory:>5.1f} kB a socket  lost {lost}",
            flush=True,
        )
    for listener in listeners:
        listener.transport.abort()
    what["said"] = said + len(run.sent)


async def _warm_up(port: int, what: dict[str, Any], sockets: int) -> int:
    """What a process loads and makes at its first frames is no socket's: a few come, talk and go before.

    How many messages there are then.
    """
    run, said = Run(), what.get("said", 0)
    listeners = await _opened(run, port, {**what, "cookies": what["cookies"][:sockets]}, after=said)
    run.everybody = len(listeners)
    await _drive(run, listeners, what["thread"], 8, seconds=1)
    for listener in listeners:
        listener.transport.abort()
    await asyncio.sleep(1)
    return said + len(run.sent)


async def _opened(run: Run, port: int, what: dict[str, Any], *, after: int) -> list[Listener]:
    """A socket for each of the cookies, which has all up to ``after`` and has been told the rest."""
    listeners, loop = [], asyncio.get_running_loop()
    for number, cookie in enumerate(what["cookies"]):
        listener = Listener(run)
        await loop.create_connection(lambda listener=listener: listener, HOST, port)  # type: ignore[misc]
        listener.open(port, what["path"], cookie)
        listeners.append(listener)
        if number % 20 == 19:
            await asyncio.gather(*(each.is_open for each in listeners))
    await asyncio.gather(*(each.is_open for each in listeners))
    for listener in listeners:
        listener.say(type="hello", after=after)
    await asyncio.sleep(1 + len(listeners) / 100)
    return listeners


async def _drive(run: Run, listeners: list[Listener], thread: str, at_once: int, *, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        while run.on_the_way < at_once:
            run.delivered.append(0)
            run.sent.append(time.perf_counter())
            record = {"id": str(uuid4()), "kind": "message", "about": thread, "fields": {"body": WORDS}}
            listeners[len(run.sent) % len(listeners)].say(type="send", record=record)
        run.done.clear()
        try:
            await asyncio.wait_for(run.done.wait(), PATIENCE)
        except TimeoutError:
            return
    until = time.perf_counter() + PATIENCE
    while run.on_the_way and time.perf_counter() < until:
        await asyncio.sleep(0.005)


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """The broadcast that a room is held against: no identity, no database, the same frame."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})
        return
    if scope["type"] == "lifespan":
        raise NotImplementedError
    _everybody.append(send)
    await send({"type": "websocket.accept"})
    try:
        while (event := await receive())["type"] != "websocket.disconnect":
            if '"send"' in (event.get("text") or ""):
                message = {"id": str(uuid4()), "sequence": 10_000, "author": str(uuid4()), "name": "Asha"}
                message |= {"body": WORDS, "at": "2026-01-01T00:00:00.000+00:00"}
                frame = {"type": "messages", "messages": [message], "receipts": [], "partial": True}
                text = json.dumps(frame, ensure_ascii=False)
                for each in _everybody:
                    await each({"type": "websocket.send", "text": text})
    finally:
        _everybody.remove(send)


_everybody: list[Any] = []


def _memory(pid: int) -> float:
    """kB of the process tree that are its own."""
    total = 0
    for each in tree(pid):
        for line in Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Private_Dirty"):
                total += int(line.split()[1])
    return total


def main() -> int:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--layer", choices=["redis", "memory"], default="redis")
    chosen = parser.parse_args()
    way = production if chosen.layer == "redis" else embedded
    for sockets in chosen.sockets:
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, way(Path(folder)) as ordinary:
            _compare(ordinary, Path(folder), sockets, chosen.processes)
    return 0


def _compare(ordinary: Configuration, folder: Path, sockets: int, processes: list[int]) -> None:
    """The bare broadcast, and in the same minutes the portal in so many processes, all on one database."""
    broadcast = Sockets("bare", "", ordinary.environment, application="bench.live:bare")
    print("bare broadcast")
    with serving(broadcast) as (port, pid):
        asyncio.run(_measure(port, {"thread": "", "path": "/", "cookies": ["a=b"] * sockets}, pid, broadcast))
    what = _prepared(ordinary, folder, sockets)
    for number in processes:
        configuration = Sockets(
            ordinary.name, ordinary.about, ordinary.environment, database=ordinary.database, processes=number
        )
        print(f"the portal, {configuration.name}, {number} process(es)")
        with serving(configuration) as (port, pid):
            asyncio.run(_measure(port, what, pid, configuration))


def _prepared(configuration: Configuration, folder: Path, sockets: int) -> dict[str, Any]:
    """The talk, its members and their sessions."""
    result = folder / "what.json"
    code = f"from bench.live_data import prepare; prepare({str(result)!r}, {sockets})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, cwd=ROOT, env=configuration.environment, check=True, stdout=subprocess.DEVNULL)
    if configuration.database:
        with psycopg.connect(POSTGRES.rpartition("/")[0] + f"/{configuration.database}", autocommit=True) as connection:
            connection.execute("ANALYZE")
    what: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return what


if __name__ == "__main__":
    sys.exit(main())
