"""What is measured is prepared once and kept, as that takes minutes: a folder, and a PostgreSQL database to copy.

It is made anew every day (blocks and sessions begin by the day), for other numbers, and where migrations, content,
static files, requirements or what fills the database have changed; not where a service writes otherwise than it did:
then clear ``var/bench/prepared`` away.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg

from bench.server import POSTGRES, ROOT, Configuration

KEPT = ROOT / "var" / "bench" / "prepared"
MADE_OF = ("bench/data.py", "site/demo.py", "requirements.txt", "*/migrations/*.py", "*/content/**/*", "*/static/**/*")

Way = Callable[[Path, str], AbstractContextManager[Configuration]]


@contextmanager
def prepared(way: Way, people: int, courses: int) -> Iterator[tuple[Configuration, dict[str, Any]]]:
    """A configuration with everything in it, which is copied from what is kept, and what to ask for."""
    name = _name(way, people, courses)
    if not _is_kept(name):
        _keep(way, name, people, courses)
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        own = Path(folder) / "var"
        shutil.copytree(KEPT / name, own)
        with way(own, name) as configuration:
            yield configuration, json.loads((own / "what.json").read_text(encoding="utf-8"))


def shell(configuration: Configuration, code: str, stdout: int | None = None) -> None:
    """Run ``code`` in a process of that configuration."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, cwd=ROOT, env=configuration.environment, check=True, stdout=stdout)


def _name(way: Way, people: int, courses: int) -> str:
    files = {path for pattern in MADE_OF for path in ROOT.glob(pattern) if path.is_file()}
    digest = sha256(f"{ROOT} {datetime.now().astimezone():%Y-%m-%d}".encode())
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT)} ".encode() + path.read_bytes())
    return f"portal_bench_{way.__name__}_{people}_{courses}_{digest.hexdigest()[:12]}"


def _is_kept(name: str) -> bool:
    if not (KEPT / name / "what.json").exists():
        return False
    if "_production_" not in name:
        return True
    with psycopg.connect(POSTGRES) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _keep(way: Way, name: str, people: int, courses: int) -> None:
    """Prepare under ``name``; what was kept for the same numbers before makes way."""
    print("  preparing (kept for the next run) ...", flush=True)
    for old in KEPT.glob(f"{name.rpartition('_')[0]}_*"):
        shutil.rmtree(old)
        if way.__name__ == "production":
            _in_postgres(f"DROP DATABASE IF EXISTS {old.name}")
    folder = KEPT / name
    folder.mkdir(parents=True)
    with way(folder, "template1") as configuration:
        asked = f"{str(folder / 'what.json')!r}, {people}, {courses}"
        shell(configuration, f"from bench.data import prepare; prepare({asked})", stdout=subprocess.DEVNULL)
        if configuration.database:
            _in_postgres(f"ALTER DATABASE {configuration.database} RENAME TO {name}")


def _in_postgres(statement: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(statement)
