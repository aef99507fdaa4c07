"""The embedded run's two processes: each is begun again where it ends, and all end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal import keeper

PATIENCE = 60
# Each of both says which process it is, and waits.
KEEPING = """
import functools, os, runpy, sys, time

def work(path):
    with open(path, "a") as said:
        said.write(f"{os.getpid()}\\n")
    time.sleep(600)

if __name__ == "__main__":
    keeper = runpy.run_path(sys.argv[1])
    keeper["keep"]({path: functools.partial(work, path) for path in sys.argv[2:]})
"""


def pids(path):
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def until(there):
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_there(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def kept(tmp_path):
    """(the keeper's process, where each of its two says its number)."""
    names = {name: tmp_path / name for name in ("web", "worker")}
    (script := tmp_path / "keeping.py").write_text(KEEPING)
    command = [sys.executable, str(script), keeper.__file__, *map(str, names.values())]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    until(lambda: all(pids(path) for path in names.values()))
    yield running, names
    running.kill()
    running.communicate()


def test_a_worker_that_is_killed_is_begun_again_and_the_web_goes_on(kept):
    _, names = kept
    (web,), (worker,) = pids(names["web"]), pids(names["worker"])
    os.kill(worker, signal.SIGKILL)
    until(lambda: len(pids(names["worker"])) == 2)
    assert is_there(web)
    assert pids(names["web"]) == [web]


@pytest.mark.parametrize("signum", keeper.TOLD_TO_END)
def test_told_to_end_all_end(kept, signum):
    running, names = kept
    running.send_signal(signum)
    assert running.wait(PATIENCE) == 0
    assert not any(is_there(pid) for path in names.values() for pid in pids(path))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_killed_it_leaves_none_behind(kept):
    running, names = kept
    running.kill()
    until(lambda: not any(is_there(pid) for path in names.values() for pid in pids(path)))


class NeverRuns(keeper.Kept):
    """Ends whenever it is begun."""

    def _start(self):
        self.process = SimpleNamespace(is_alive=lambda: False)
        self.started, self.due = 0.0, 0.0


def test_what_never_runs_is_waited_for_longer_each_time(capsys):
    broken, now, pauses = NeverRuns("worker", print), 1.0, []
    for _ in range(8):
        broken.look(now)
        pauses.append(broken.pause)
        broken.look(now + broken.pause + 0.1)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert "started again" in capsys.readouterr().err


def test_a_port_in_use_is_said_before_anything_is_prepared(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(CommandError, match="in use"):
            call_command("portal_run")
