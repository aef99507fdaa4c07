"""``manage.py portal_run``: the embedded default. One terminal, web and background worker, no server beside."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

STOP_SECONDS = 8
# How long a worker that ended is waited for: twice as long each time, unless it ran well in between.
FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS = 2, 30, 60
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Command(BaseCommand):
    """Prepares what is missing, starts both processes, keeps the worker going, and ends both when told to."""

    help = "Migrate, load the content and the demonstration, and serve the portal with its worker."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until Ctrl-C."""
        if settings.PRODUCTION:
            raise CommandError("In production the web server and the workers are started apart; see docs/operating.md.")
        port = os.environ.get("PORT", "8000")
        host = os.environ.get("HOST", "127.0.0.1")
        self._prepare()
        self.stdout.write(f"\nThe portal is at http://{host}:{port}/  (Ctrl-C ends it)")
        self.stdout.write("Sign in with (code, then PIN):")
        call_command("load_demo", stdout=self.stdout)
        self.stdout.write("Or sign up with any Indian mobile number: its code is shown here.\n")
        self.stdout.flush()
        _clear_broker()
        self._serve(_web(host, port), _worker())

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database and the content (the first start takes a minute) ...")
        self.stdout.flush()
        call_command("migrate", verbosity=0)
        if not _static_files_are_fresh():
            call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_content", stdout=self.stdout)

    def _serve(self, web: list[str], worker: list[str]) -> None:
        """Until told to end, or until the pages end by themselves. A worker that ends is started again."""
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(signum, _as_interrupt)
        processes = {"web": _start(web), "worker": _start(worker)}
        pause, due, started = FIRST_PAUSE, 0.0, time.monotonic()
        try:
            while processes["web"].poll() is None:
                time.sleep(0.3)
                now = time.monotonic()
                if processes["worker"].poll() is None:
                    due = 0.0
                elif not due:
                    pause = FIRST_PAUSE if now - started > STEADY_SECONDS else min(pause * 2, LONGEST_PAUSE)
                    due = now + pause
                    self.stderr.write(f"The worker ended by itself; it is started again in {pause} seconds.")
                elif now > due:
                    started, due = now, 0.0
                    _clear_broker()
                    processes["worker"] = _start(worker)
            raise CommandError("The pages ended by themselves; see above.")
        except KeyboardInterrupt:
            self.stdout.write("\nEnding ...")
        finally:
            _end(list(processes.values()))


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A process with a group of its own, which ends when this one does, however this one ends."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_the_parent)  # noqa: S603


def _end_with_the_parent() -> None:
    """Linux sends the child a signal when its parent dies; elsewhere a parent that is killed leaves it behind."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _clear_broker() -> None:
    """Whatever the worker could not read is only a hint: the jobs are rows of the database."""
    for folder in ("messages", "control"):
        path = settings.VAR_DIR / "broker" / folder
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)


def _static_files_are_fresh() -> bool:
    """Whether the collected files are newer than everything they are made of: our own, and the installed packages."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return False
    sources = [settings.BASE_DIR / "requirements.txt", *settings.BASE_DIR.glob("*/static/**/*")]
    return max(path.stat().st_mtime for path in sources) < manifest.stat().st_mtime


def _web(host: str, port: str) -> list[str]:
    """Pages and sockets by one process."""
    return [sys.executable, "-m", "portal.serve", host, port]


def _worker() -> list[str]:
    """Background jobs, and beat in the same process."""
    return [
        *(sys.executable, "-m", "celery", "--quiet", "-A", "portal", "worker", "--beat", "--pool", "threads"),
        *("--queues", "quick,mail,long", "--concurrency", "4", "--without-gossip", "--without-mingle"),
        *("--loglevel", "warning"),
    ]


def _as_interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each to end, wait, and end by force what does not; their own children with them. A second Ctrl-C waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in processes:
        _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _signal_group(process: subprocess.Popen[bytes], signum: signal.Signals) -> None:
    try:
        os.killpg(process.pid, signum)
    except ProcessLookupError:
        return
