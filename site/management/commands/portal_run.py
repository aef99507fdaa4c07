"""``manage.py portal_run``: the embedded default. One terminal, web and background worker, no server beside."""

import os
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal import embedded


class Command(BaseCommand):
    """Prepares what is missing, and gives its place to the keeper of both processes."""

    help = "Migrate, load the content and the demonstration, and serve the portal with its worker."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until Ctrl-C."""
        if settings.PRODUCTION:
            raise CommandError("In production the web server and the workers are started apart; see docs/operating.md.")
        port = os.environ.get("PORT", "8000")
        host = os.environ.get("HOST", "127.0.0.1")
        try:
            embedded.refuse_a_port_in_use(host, port)
        except (OSError, ValueError) as error:
            raise CommandError(f"{host}, port {port}: {error}. Another: PORT=8080 make run") from error
        words = self._prepare()
        embedded.say(host, port, words)
        embedded.become_the_keeper(host, port)

    def _prepare(self) -> str:
        """Says who can sign in."""
        self.stdout.write("Preparing the database and the content (the first start takes a minute) ...")
        self.stdout.flush()
        number = embedded.state()
        embedded.note_prepared("", 0)
        call_command("migrate", verbosity=0)
        if not _static_files_are_fresh():
            call_command("collectstatic", verbosity=0, interactive=False)
        call_command("load_content", stdout=self.stdout)
        self.stdout.flush()
        words = StringIO()
        call_command("load_demo", stdout=words)
        embedded.note_prepared(words.getvalue(), number)
        return words.getvalue()


def _static_files_are_fresh() -> bool:
    """Whether the collected files are newer than everything they are made of: our own, and the installed packages."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return False
    sources = [settings.BASE_DIR / "requirements.txt", *settings.BASE_DIR.glob("*/static/**/*")]
    return max(path.stat().st_mtime for path in sources) < manifest.stat().st_mtime
