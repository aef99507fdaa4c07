"""A small load generator: keep-alive connections, each on a thread of its own, against one server on this machine."""

import json
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

CONNECTIONS = 4
WARM_UP = 15
LONGEST_SECONDS = 20.0
TIMEOUT = 30


@dataclass(frozen=True)
class Request:
    """One request. With a ``batch`` it is a POST of it in JSON, each record of which is to be taken.

    With a ``form`` it is a POST of that, which is to lead on.
    """

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    batch: dict[str, Any] | None = None
    form: dict[str, str] | None = None


Visit = Request | Generator[Request, str, None]
"""What is measured as one: a request, or several, each of which is answered with where its answer leads."""


@dataclass(frozen=True)
class Spent:
    """CPU seconds used so far by the server's processes and, where it has its own, by the database's."""

    server: float
    database: float | None


@dataclass(frozen=True)
class Figures:
    """What a page costs. CPU is in milliseconds a request; ``database_cpu_ms`` None where it is the server's own."""

    requests: int
    per_second: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    database_cpu_ms: float | None


def measure(port: int, request_of: Callable[[int], Visit], spent: Callable[[], Spent], requests: int) -> Figures:
    """Figures of the requests that ``request_of(connection)`` makes.

    Each connection warms up first, never longer than it is measured; all start together. Ends after ``requests`` or
    LONGEST_SECONDS. Raises RuntimeError where the server gives anything but a success.
    """
    marks: list[tuple[float, Spent]] = []
    together = threading.Barrier(CONNECTIONS, action=lambda: marks.append((time.perf_counter(), spent())))

    def visit(number: int) -> list[float]:
        connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        try:
            for _ in range(min(WARM_UP, requests // CONNECTIONS)):
                _timed(connection, request_of(number))
            together.wait()
            times = _until_enough(connection, lambda: request_of(number), requests)
            together.wait()
            return times
        except BaseException:
            together.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as threads:
        results = [threads.submit(visit, number) for number in range(CONNECTIONS)]
    failures = [error for result in results if (error := result.exception())]
    if failures:  # a thread that failed breaks the barrier of the others: what it says comes first
        raise next((error for error in failures if not isinstance(error, threading.BrokenBarrierError)), failures[0])
    return _figures(sorted(time for result in results for time in result.result()), *marks)


def _until_enough(connection: HTTPConnection, next_request: Callable[[], Visit], requests: int) -> list[float]:
    end = time.perf_counter() + LONGEST_SECONDS
    times: list[float] = []
    while len(times) < requests // CONNECTIONS and time.perf_counter() < end:
        times.append(_timed(connection, next_request()))
    return times


def _timed(connection: HTTPConnection, visit: Visit) -> float:
    """Seconds from asking to the last byte of the answer."""
    began = time.perf_counter()
    follow(visit, lambda request: _ask(connection, request))
    return time.perf_counter() - began


def follow(visit: Visit, ask: Callable[[Request], str]) -> None:
    """Make the requests of ``visit``; ``ask`` returns where the answer leads."""
    if isinstance(visit, Request):
        ask(visit)
        return
    with suppress(StopIteration):
        request = next(visit)
        while True:
            request = visit.send(ask(request))


def sent(request: Request) -> tuple[str, str | None, dict[str, str]]:
    """Method, body and headers of ``request``."""
    if request.batch is not None:
        as_json = {"Content-Type": "application/json", "Accept": "application/json"}
        return "POST", json.dumps(request.batch), request.headers | as_json
    if request.form is not None:
        as_form = {"Content-Type": "application/x-www-form-urlencoded"}
        return "POST", urlencode(request.form), request.headers | as_form
    return "GET", None, request.headers


def check(request: Request, status: int, text: bytes) -> None:
    """Raise RuntimeError where the answer is not what ``request`` is about."""
    wanted = 200 if request.form is None else 302
    if status != wanted or (request.batch is not None and not _are_taken(text)):
        raise RuntimeError(f"{request.path} gave {status}: {text[:300]!r}")


def _ask(connection: HTTPConnection, request: Request) -> str:
    method, body, headers = sent(request)
    connection.request(method, request.path, body, headers)
    response = connection.getresponse()
    check(request, response.status, response.read())
    return response.getheader("Location", "")


def _are_taken(answer: bytes) -> bool:
    return all(outcome["state"] == "applied" for outcome in json.loads(answer)["outcomes"])


def _figures(times: list[float], start: tuple[float, Spent], end: tuple[float, Spent]) -> Figures:
    count, before, after = len(times), start[1], end[1]
    database = None
    if before.database is not None and after.database is not None:
        database = 1000 * (after.database - before.database) / count
    return Figures(
        requests=count,
        per_second=count / (end[0] - start[0]),
        p50_ms=1000 * times[count // 2],
        p95_ms=1000 * times[min(count - 1, count * 95 // 100)],
        cpu_ms=1000 * (after.server - before.server) / count,
        database_cpu_ms=database,
    )
