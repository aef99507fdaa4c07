"""A real portal to browse: the processes of ``portal_run``, a folder of its own, a free port of the loopback."""

import fcntl
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Of a busy machine, too, a journey sees what the portal answers, and what is kept only where nothing answers.
PATIENT = {"KEPT_PAGE_AFTER": "15"}
KEPT_OF_THE_ENVIRONMENT = ("PATH", "HOME", "LANG", "TMPDIR")
SESSIONS = "sessions.json"
SETTINGS = "tests.browser.settings"
STARTS_WITHIN = 180
# Below those that systems give to lines that begin here: Linux from 32768 on, others from 49152.
NEVER_GIVEN = range(20_000, 32_000)
WEB, WORKER = "web", "worker"


class LivePortal:
    """SQLite and no server beside, whatever the surrounding test run uses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "portal.log"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._nursery: subprocess.Popen | None = None
        self._processes: dict[str, int] = {}
        self._sessions: dict[str, list[str]] = {}

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
        self._sessions = json.loads((self.folder / SESSIONS).read_text())
        self.serve()

    def _prepare(self) -> None:
        with self.log.open("w") as log:
            made = self._popen([sys.executable, "-m", "tests.browser.prepare"], log).wait()
            assert made == 0, self.log.read_text()

    def serve(self) -> None:
        """Start on what is prepared whichever of web and worker does not run, and wait until the portal answers."""
        for name, line in {WEB: f"web {self.port}", WORKER: "worker"}.items():
            if name not in self._processes:
                self._processes[name] = self._begin(line)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        """End both by force: nobody reads again what they would still write."""
        for name in [*self._processes]:
            self._kill(name)
        self._end_the_nursery()

    def be_killed(self) -> None:
        """Gone from one moment to the next, as when the power fails; ``serve`` brings it back.

        The worker, which no phone asks, stays where it is.
        """
        self._kill(WEB)

    def be_slow(self) -> None:
        """Takes what is asked, and answers nothing until ``go_on``: a busy machine, a line that hangs."""
        for process in self._processes.values():
            os.killpg(process, signal.SIGSTOP)

    def go_on(self) -> None:
        """Answers again, also what was asked meanwhile."""
        for process in self._processes.values():
            os.killpg(process, signal.SIGCONT)

    def become_the_next_edition(self) -> None:
        """Another release, while it is not running: a script of every page has changed, and its old file is gone."""
        self._kill(WORKER)
        self._end_the_nursery()
        static = self.folder / "static"
        manifest = static / "staticfiles.json"
        facts = json.loads(manifest.read_text())
        name = "offline/keeping.js"
        old = static / facts["paths"][name]
        text = f"{old.read_text()}\ndocument.documentElement.dataset.edition = 'next';\n"
        facts["paths"][name] = f"offline/keeping.{sha256(text.encode()).hexdigest()[:12]}.js"
        (static / facts["paths"][name]).write_text(text)
        for packed in old.parent.glob(f"{old.name}*"):
            packed.unlink()
        manifest.write_text(json.dumps(facts))

    def publish_anew(self, title: str) -> None:
        """An editor publishes the lessons of this title once more, while the portal is not running."""
        script = (
            "import django; django.setup(); from courses.models import LessonPage as L\n"
            f"for lesson in L.objects.filter(title={title!r}): lesson.save_revision().publish()"
        )
        with self.log.open("a") as log:
            assert self._popen([sys.executable, "-c", script], log).wait() == 0, self.log.read_text()

    def run(self, module: str, *given: str) -> None:
        """What others do beside a journey: ``python -m`` a module of the tests, on what this portal keeps."""
        with self.log.open("a") as log:
            assert self._popen([sys.executable, "-m", module, *given], log).wait() == 0, self.log.read_text()

    @property
    def is_there(self) -> bool:
        """Whether it has not been killed."""
        return WEB in self._processes

    def new_session_of(self, code: str) -> str:
        """One that began when the portal was prepared, and that nobody has used yet."""
        return self._sessions[code].pop()

    def code_sent_to(self, phone: str) -> str:
        """The newest code that went by SMS to ``phone`` (E.164); it is shown before the page that asks for it."""
        codes = re.findall(rf"SMS to {re.escape(phone)}: (\d{{6}}) is your code", self.log.read_text())
        assert codes, self.log.read_text()
        return codes[-1]

    def _kill(self, name: str) -> None:
        process = self._processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        deadline = time.monotonic() + STARTS_WITHIN
        while _is_there(process):
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.01)

    def _begin(self, line: str) -> int:
        if self._nursery is None:
            with self.log.open("a") as log:
                command = [sys.executable, "-m", "tests.browser.nursery"]
                self._nursery = self._popen(command, log, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        asked, answered = self._nursery.stdin, self._nursery.stdout
        assert asked
        assert answered
        asked.write(f"{line}\n".encode())
        asked.flush()
        number = answered.readline()
        assert number, self.log.read_text()
        return int(number)

    def _end_the_nursery(self) -> None:
        if self._nursery:
            self._nursery.communicate()
            self._nursery = None

    def _popen(self, command: list[str], log, **streams: int) -> subprocess.Popen:
        streams = {"stdout": log, "stderr": log, **streams}
        return subprocess.Popen(command, cwd=ROOT, env=self._environment(), start_new_session=True, **streams)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT_OF_THE_ENVIRONMENT if name in os.environ}
        own = {"DJANGO_SETTINGS_MODULE": SETTINGS, "VAR_DIR": str(self.folder), "BASE_URL": self.address}
        return {**kept, **own, **PATIENT}

    def _answers(self) -> bool:
        assert all(map(_is_there, self._processes.values())), self.log.read_text()
        try:
            with urllib.request.urlopen(f"{self.address}/health/", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _free_port() -> int:
    """None that a line to elsewhere might be given while the portal is gone, or is still to begin."""
    for port in random.sample(NEVER_GIVEN, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
