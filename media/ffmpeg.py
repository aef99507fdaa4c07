"""Running ffmpeg: one command at a time, no shell, a limit on time, memory and what is written."""

import resource
import shutil
import subprocess
from collections.abc import Callable
from threading import Event, Timer

PROBE_SECONDS = 30
LONGEST_RUN_SECONDS = 50 * 60
MOST_MEMORY_BYTES = 1_500_000_000
LARGEST_RESULT_BYTES = 200_000_000

Run = Callable[[list[str], Callable[[str], None], int], None]


class RunFailed(Exception):
    """It ended with an error."""


class TookTooLong(RunFailed):
    """It was ended, for it had its time."""


def is_there() -> bool:
    """Whether this machine has ffmpeg with its ffprobe."""
    return all(map(shutil.which, ("ffmpeg", "ffprobe")))


def run(command: list[str], tell: Callable[[str], None], seconds: int) -> None:
    """Run ``command`` for at most so many ``seconds`` and ``tell`` each line it says. Raises RunFailed and
    TookTooLong.

    Whatever ``tell`` raises ends the command.
    """
    program, *said = command
    quiet = subprocess.DEVNULL
    # What it reads was made by anybody: of what this process knows, it is told nothing.
    process = subprocess.Popen(  # noqa: S603  (a list made by media.lightening, of names that we chose)
        [shutil.which(program) or program, *said],
        stdin=quiet,
        stdout=subprocess.PIPE,
        stderr=quiet,
        text=True,
        errors="replace",
        env={},
    )
    had_its_time = Event()

    def end() -> None:
        had_its_time.set()  # before its end is seen
        process.kill()

    limit = Timer(seconds, end)
    limit.start()
    try:
        _bound(process.pid, seconds)
        for line in process.stdout or ():
            tell(line)
        if process.wait():
            raise TookTooLong(command[0]) if had_its_time.is_set() else RunFailed(command[0])
    finally:
        limit.cancel()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _bound(pid: int, seconds: int) -> None:
    """A file may be made to take all of a machine. Two threads count twice."""
    if not hasattr(resource, "prlimit"):  # not Linux
        return
    limits = {
        resource.RLIMIT_AS: MOST_MEMORY_BYTES,
        resource.RLIMIT_FSIZE: LARGEST_RESULT_BYTES,
        resource.RLIMIT_CPU: seconds * 2,
    }
    for name, most in limits.items():
        try:
            resource.prlimit(pid, name, (most, most))
        except ProcessLookupError:  # it has ended already
            return
