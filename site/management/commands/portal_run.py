"""``manage.py portal_run``: the embedded default. One terminal, web and background worker, no server beside."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

LARGEST_SOCKET_FRAME = 2 * 1024 * 1024
STOP_SECONDS = 8


class Command(BaseCommand):
    """Prepares what is missing, starts both processes, and ends both when told to or when one of them ends."""

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
        self._serve([_web(host, port), _worker()])

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database and the content (the first start takes a minute) ...")
        self.stdout.flush()
        call_command("migrate", verbosity=0)
        if not _static_files_are_fresh():
            call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_content", stdout=self.stdout)

    def _serve(self, commands: list[list[str]]) -> None:
        signal.signal(signal.SIGTERM, _as_interrupt)
        signal.signal(signal.SIGINT, _as_interrupt)
        processes = [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.3)
            raise CommandError("A process of the portal ended by itself; see above.")
        except KeyboardInterrupt:
            self.stdout.write("\nEnding ...")
        finally:
            _end(processes)


def _static_files_are_fresh() -> bool:
    """Whether the collected files are newer than everything they are made of: our own, and the installed packages."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return False
    sources = [settings.BASE_DIR / "requirements.txt", *settings.BASE_DIR.glob("*/static/**/*")]
    return max(path.stat().st_mtime for path in sources) < manifest.stat().st_mtime


def _web(host: str, port: str) -> list[str]:
    """Pages and sockets by one process."""
    return [
        *(sys.executable, "-m", "uvicorn", "portal.asgi:application"),
        *("--host", host, "--port", port, "--log-level", "warning", "--no-access-log"),
        *("--ws-max-size", str(LARGEST_SOCKET_FRAME), "--timeout-keep-alive", "15"),
    ]


def _worker() -> list[str]:
    """Background jobs, and beat in the same process."""
    return [
        *(sys.executable, "-m", "celery", "--quiet", "-A", "portal", "worker", "--beat", "--pool", "threads"),
        *("--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "warning"),
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
