"""What a long job costs: seconds, CPU of worker and database, memory, and for how long its bar stands still."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import connection

from bench.server import Spent, cpu_seconds
from jobs.models import LongJob
from jobs.services import run_job

LOOK_EVERY = 0.2
OWN = Path("/proc/self")


@dataclass(frozen=True)
class Cost:
    """``seconds``, CPU seconds of worker and database, and megabytes.

    ``peak_mb`` is the most the worker had, ``grown_mb`` that less what it had before; ``still`` the longest the bar
    stood still, in seconds.
    """

    seconds: float
    cpu: float
    database_cpu: float
    peak_mb: float
    grown_mb: float
    still: float


def run_measured(job: UUID) -> Cost:
    """Run the job in this process."""
    (OWN / "clear_refs").write_text("5", encoding="utf-8")  # the peak is counted from now on
    had, before, began = _memory("VmRSS"), _spent(), time.perf_counter()
    with _watched(job) as stood:
        run_job(str(job))
    seconds, after = time.perf_counter() - began, _spent()
    peak = _memory("VmHWM")
    assert before.database is not None
    assert after.database is not None
    return Cost(seconds, after.server - before.server, after.database - before.database, peak, peak - had, max(stood))


def _spent() -> Spent:
    """CPU of this process, and of the part of the database that works for it."""
    connection.ensure_connection()
    assert connection.connection is not None
    return Spent(cpu_seconds(os.getpid()), cpu_seconds(connection.connection.info.backend_pid))


def _memory(name: str) -> float:
    """Megabytes of this process: VmRSS now, VmHWM at most."""
    said = dict(line.split(":", 1) for line in (OWN / "status").read_text(encoding="utf-8").splitlines())
    return int(said[name].split()[0]) / 1024


@contextmanager
def _watched(job: UUID) -> Iterator[list[float]]:
    """For how long the bar of ``job`` stood still each time, as who looks at its page sees it."""
    stood, over = [0.0], threading.Event()

    def look() -> None:
        seen, since = -1, time.perf_counter()
        while not over.wait(LOOK_EVERY):
            done = LongJob.objects.values_list("done", flat=True).get(pk=job)
            now = time.perf_counter()
            if done != seen:
                stood.append(now - since)
                seen, since = done, now
        stood.append(time.perf_counter() - since)
        connection.close()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield stood
    finally:
        over.set()
        looking.join()
