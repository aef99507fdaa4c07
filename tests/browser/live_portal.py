"""A real portal to browse: the processes of ``portal_run``, a folder of its own, a free port of the loopback."""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from portal.management.commands.portal_run import _web, _worker

ROOT = Path(__file__).resolve().parents[2]
KEPT_OF_THE_ENVIRONMENT = ("PATH", "HOME", "LANG", "TMPDIR")
STARTS_WITHIN, STOPS_WITHIN = 60, 10


class LivePortal:
    """SQLite and no server beside, whatever the surrounding test run uses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "portal.log"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._processes: list[subprocess.Popen] = []

    def start(self, prepared: Path) -> None:
        """Serve a copy of what ``prepared`` holds, or will hold when whoever prepares it first is done."""
        with prepared.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not prepared.exists():
                self._prepare()
                # Under its name only when it is whole: who fails leaves nothing that another would serve.
                shutil.copytree(self.folder, whole := prepared.with_suffix(".part"))
                whole.rename(prepared)
            else:
                shutil.copytree(prepared, self.folder, dirs_exist_ok=True)
        self.serve()

    def _prepare(self) -> None:
        with self.log.open("w") as log:
            made = self._popen([sys.executable, "-m", "tests.browser.prepare"], log).wait()
            assert made == 0, self.log.read_text()

    def serve(self) -> None:
        """Start web and worker on what is prepared, and wait until the portal answers."""
        with self.log.open("a") as log:
            commands = (_web("127.0.0.1", str(self.port)), _worker())
            self._processes = [self._popen(command, log) for command in commands]
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """End both by their process groups, by force where asking is not enough."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def be_killed(self) -> None:
        """Gone from one moment to the next, as when the power fails; ``serve`` brings it back."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._processes = []

    def be_slow(self) -> None:
        """Takes what is asked, and answers nothing until ``go_on``: a busy machine, a line that hangs."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Answers again, also what was asked meanwhile."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGCONT)

    @property
    def is_there(self) -> bool:
        """Whether it has not been killed."""
        return bool(self._processes)

    def code_sent_to(self, phone: str) -> str:
        """The newest code that went by SMS to ``phone`` (E.164); it is shown before the page that asks for it."""
        codes = re.findall(rf"SMS to {re.escape(phone)}: (\d{{6}}) is your code", self.log.read_text())
        assert codes, self.log.read_text()
        return codes[-1]

    def _popen(self, command: list[str], log) -> subprocess.Popen:
        return subprocess.Popen(
            command, cwd=ROOT, env=self._environment(), stdout=log, stderr=log, start_new_session=True
        )

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT_OF_THE_ENVIRONMENT if name in os.environ}
        own = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "VAR_DIR": str(self.folder), "BASE_URL": self.address}
        return {**kept, **own}

    def _answers(self) -> bool:
        assert all(process.poll() is None for process in self._processes), self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.address}/health/", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
