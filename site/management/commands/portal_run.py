"""``manage.py portal_run``: the embedded default. One terminal, web and background worker, no server beside."""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal import keeper


class Command(BaseCommand):
    """Prepares what is missing, and gives its place to the keeper of both processes."""

    help = "Migrate, load the content and the demonstration, and serve the portal with its worker."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until Ctrl-C."""
        if settings.PRODUCTION:
            raise CommandError("In production the web server and the workers are started apart; see docs/operating.md.")
        port = os.environ.get("PORT", "8000")
        host = os.environ.get("HOST", "127.0.0.1")
        _refuse_a_port_in_use(host, port)
        self._prepare()
        self.stdout.write(f"\nThe portal is at http://{host}:{port}/  (Ctrl-C ends it)")
        self.stdout.write("Sign in with (code, then PIN):")
        call_command("load_demo", stdout=self.stdout)
        self.stdout.write("Or sign up with any Indian mobile number: its code is shown here.\n")
        self.stdout.flush()
        _become_the_keeper({"web server": _web(host, port), "worker": _worker()})

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database and the content (the first start takes a minute) ...")
        self.stdout.flush()
        call_command("migrate", verbosity=0)
        if not _static_files_are_fresh():
            call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_content", stdout=self.stdout)


def _refuse_a_port_in_use(host: str, port: str) -> None:
    """Said at once, not after a minute of preparing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, int(port)), family=family).close()
    except (OSError, ValueError) as error:
        raise CommandError(f"{host}, port {port}: {error}. Another: PORT=8080 make run") from error


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
    """Background jobs of all lanes, and the clock."""
    return [sys.executable, "-m", "portal.background"]


def _become_the_keeper(commands: dict[str, list[str]]) -> None:
    """This process, which has the whole portal in its memory, ends in one that has nothing of it.

    ``-P``: the folder of the keeper is no place to import from.
    """
    path = str(Path(keeper.__file__).resolve())
    os.execv(sys.executable, [sys.executable, "-P", path, json.dumps(commands)])  # noqa: S606
