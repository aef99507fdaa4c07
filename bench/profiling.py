"""``python -m bench --profile PAGE``: where one page's time goes, in one process with production's settings."""

import cProfile
import json
import os
import pstats
from collections import Counter
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.load import CONNECTIONS, Request, check, follow, sent
from bench.pages import pages

TIMES = 200
DEAREST = 40


def profile(result: str, name: str) -> None:
    """Print the queries of the page ``name`` and its dearest functions; ``result`` is the file ``prepare`` wrote."""
    what = json.loads(Path(result).read_text(encoding="utf-8"))
    request_of = pages(what, settings.BASE_URL)[name]
    ask = partial(_ask, Client(enforce_csrf_checks=True))
    for number in range(2 * CONNECTIONS):
        follow(request_of(number % CONNECTIONS), ask)
    with CaptureQueriesContext(connection) as captured:
        follow(request_of(0), ask)
    queries = Counter(query["sql"] for query in captured.captured_queries)
    requests = [request_of(number % CONNECTIONS) for number in range(TIMES)]
    profiler = cProfile.Profile()
    before = os.times()
    profiler.enable()
    for request in requests:
        follow(request, ask)
    profiler.disable()
    after = os.times()
    spent = 1000 * (after.user + after.system - before.user - before.system) / TIMES
    print(f"{name}: {spent:.1f} ms of CPU a request under the profiler, {queries.total()} queries")
    for sql, times in queries.items():
        print(f"  {times} x {sql}")
    for order in ("tottime", "cumulative"):
        pstats.Stats(profiler).sort_stats(order).print_stats(DEAREST)
    cache.close()


def _ask(client: Client, request: Request) -> str:
    method, body, headers = sent(request)
    content_type = headers.get("Content-Type", "text/plain")
    headers = {**headers, "Host": settings.ALLOWED_HOSTS[0]}
    response = client.generic(method, request.path, body or "", content_type, headers=headers)
    # A page may be streamed: its text is made when it is read.
    check(request, response.status_code, response.getvalue())
    return str(response.headers.get("Location", ""))
