"""``python -P site/keeper.py COMMANDS``: keeps the processes of the embedded run going until told to end.

COMMANDS is JSON, a list for each name. It takes the place of ``site/embedded.py``, or of ``portal_run`` where something
was to be prepared, and loads nothing of the portal: what only waits stays small.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time

STOP_SECONDS = 8
LOOK_SECONDS = 0.3
# How long one that ended is waited for: twice as long each time, unless it ran well in between.
FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS = 1, 30, 60
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
TOLD_TO_END = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Kept:
    """One process, begun again whenever it ends by itself."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.pause, self.due = 0, 0.0
        self._start()

    def look(self, now: float) -> None:
        """Begin it again, where it has ended and its pause is over."""
        if self.process.poll() is None:
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
        try:
            os.killpg(self.process.pid, signum)
        except ProcessLookupError:
            return

    def _start(self) -> None:
        """In a group of its own; it ends when this process does, however this one ends."""
        self.process = subprocess.Popen(  # noqa: S603
            self.command, start_new_session=True, preexec_fn=_end_with_the_parent
        )
        self.started, self.due = time.monotonic(), 0.0


def keep(commands: dict[str, list[str]]) -> None:
    """Until told to end."""
    for signum in TOLD_TO_END:
        signal.signal(signum, _as_interrupt)
    kept = [Kept(name, command) for name, command in commands.items()]
    try:
        while True:
            time.sleep(LOOK_SECONDS)
            for each in kept:
                each.look(time.monotonic())
    except KeyboardInterrupt:
        sys.stdout.write("\nEnding ...\n")
    finally:
        _end(kept)


def _as_interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def _end_with_the_parent() -> None:
    """Linux sends the child a signal when its parent dies; elsewhere a parent that is killed leaves it behind."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(kept: list[Kept]) -> None:
    """Ask each to end, wait, and end by force what does not; their own children with them. A second Ctrl-C waits."""
    for signum in TOLD_TO_END:
        signal.signal(signum, signal.SIG_IGN)
    for each in kept:
        each.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for each in kept:
        try:
            each.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            each.signal(signal.SIGKILL)
            each.process.wait()


if __name__ == "__main__":
    keep(json.loads(sys.argv[1]))
