"""``python -m bench --start``: what the embedded run needs when it is started again, and at rest."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.server import HOST, Configuration, free_port, running, tree, wait_for

REST_SECONDS = 10
FIRST_PAGE = "/en/"
COMMAND = [sys.executable, "-P", "site/embedded.py"]


@dataclass(frozen=True)
class Start:
    """``pss_mb`` counts what processes share once."""

    seconds: float
    processes: int
    pss_mb: float


def start(configuration: Configuration) -> Start:
    """Seconds from ``make run`` to the first page, and the memory of all its processes some seconds later."""
    port = free_port()
    environment = configuration.environment | {"PORT": str(port), "HOST": HOST}
    with running(COMMAND, environment) as first:  # what is measured copies no number of an earlier start
        wait_for(port, first, FIRST_PAGE)
    began = time.monotonic()
    with running(COMMAND, environment) as process:
        wait_for(port, process, FIRST_PAGE)
        seconds = time.monotonic() - began
        time.sleep(REST_SECONDS)
        pss = [_pss_kb(pid) for pid in tree(process.pid)]
    return Start(seconds, len(pss), sum(pss) / 1024)


def _pss_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
