"""Keeps the processes of the embedded run going until told to end.

On Linux they are forked from this one: what it has loaded is in memory once, and what ended is there again at once.
Elsewhere a fork is not safe, so each loads its own.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import cast

STOP_SECONDS = 8
LOOK_SECONDS = 0.3
# How long one that ended is waited for: twice as long each time, unless it ran well in between.
FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS = 1, 30, 60
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
CONTEXT = multiprocessing.get_context("fork" if LIBC else "spawn")
TOLD_TO_END = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
Work = Callable[[], None]


class Kept:
    """One process, begun again whenever it ends by itself."""

    def __init__(self, name: str, work: Work) -> None:
        self.name, self.work = name, work
        self.pause, self.due = 0, 0.0
        self._start()

    def look(self, now: float) -> None:
        """Begin it again, where it has ended and its pause is over."""
        if self.process.is_alive():
            return
        if not self.due:
            steady = now - self.started > STEADY_SECONDS
            self.pause = FIRST_PAUSE if steady else min(self.pause * 2 or FIRST_PAUSE, LONGEST_PAUSE)
            self.due = now + self.pause
            sys.stderr.write(f"The {self.name} ended by itself; it is started again in {self.pause} s.\n")
        elif now > self.due:
            self._start()

    def signal(self, signum: int) -> None:
        """To it and to all its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signum)

    def _start(self) -> None:
        self.process = CONTEXT.Process(target=_begin, args=(self.work,), name=self.name)
        self.process.start()
        self.pid = cast("int", self.process.pid)
        # Here as well as there: whoever comes first, the group is there when it is to be ended.
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(self.pid, self.pid)
        self.started, self.due = time.monotonic(), 0.0


def keep(works: dict[str, Work]) -> None:
    """Each work in a process of its own, until told to end."""
    for signum in TOLD_TO_END:
        signal.signal(signum, _as_interrupt)
    kept = [Kept(name, work) for name, work in works.items()]
    try:
        while True:
            time.sleep(LOOK_SECONDS)
            for each in kept:
                each.look(time.monotonic())
    except KeyboardInterrupt:
        sys.stdout.write("\nEnding ...\n")
    finally:
        _end(kept)


def _begin(work: Work) -> None:
    """In a group of its own, with signals as at the start of any process. On Linux it ends when its parent does.

    Elsewhere a parent that is killed leaves it behind.
    """
    os.setpgrp()
    for signum in TOLD_TO_END:
        signal.signal(signum, signal.SIG_DFL)
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    work()


def _as_interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def _end(kept: list[Kept]) -> None:
    """Ask each to end, wait, and end by force what does not; their own children with them. A second Ctrl-C waits."""
    for signum in TOLD_TO_END:
        signal.signal(signum, signal.SIG_IGN)
    for each in kept:
        each.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for each in kept:
        each.process.join(max(0.1, deadline - time.monotonic()))
        each.signal(signal.SIGKILL)
        each.process.join()
