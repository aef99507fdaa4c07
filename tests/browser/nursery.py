"""``python -m tests.browser.nursery``: the portal loaded once, for the many times a journey begins it again.

A line ``web PORT`` or ``worker`` on standard input begins that process, and answers with its number.
"""

import os
import signal
import sys

from django.db import connections
from django.urls import resolve

from portal.serve import serve

from portal.background import work  # isort: skip  # after the pages, which set Django up


def begin(name: str, *given: str) -> int:
    """The number of the new process, which leads a group of its own."""
    if begun := os.fork():
        return begun
    os.setsid()
    os.dup2(2, 1)
    os.close(0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    serve("127.0.0.1", int(*given)) if name == "web" else work()
    os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    resolve("/health/")
    connections.close_all()
    for line in iter(sys.stdin.readline, ""):
        sys.stdout.write(f"{begin(*line.split())}\n")
        sys.stdout.flush()
