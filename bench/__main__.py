"""``python -m bench``: requests per second, latency and server CPU of six pages, on both configurations."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import redis

from bench.load import CONNECTIONS, Figures, Request, measure
from bench.server import ROOT, Configuration, embedded, production, serving, spent

OUTPUT = ROOT / "var" / "bench"
Pages = dict[str, Callable[[int], Request]]


def main() -> int:
    """Measure, print the tables, and write them to ``var/bench``; 1 where something broke."""
    report: dict[str, Any] = {"when": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}", **_machine(), "tables": []}
    print(" | ".join(f"{name} {value}" for name, value in report.items() if name != "tables"))
    print(f"{CONNECTIONS} connections from this machine, which is also what asks; 500 people in the cohort.\n")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        for way in (embedded, production):
            table = _run(way, Path(folder))
            if table:
                report["tables"].append(table)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    path = OUTPUT / f"{datetime.now().astimezone():%Y-%m-%d-%H%M}.json"
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(f"Written to {path.relative_to(ROOT)}")
    return int(any("broke" in table for table in report["tables"]))


def _run(way: Callable[[Path], AbstractContextManager[Configuration]], folder: Path) -> dict[str, Any] | None:
    """One configuration; None where its servers are not there, with ``broke`` where it does not work."""
    own = folder / way.__name__
    own.mkdir()
    _share_static_files(folder, own)
    try:
        with way(own) as configuration:
            return _table(configuration, own)
    except (psycopg.OperationalError, redis.ConnectionError, LookupError) as error:
        print(f"{way.__name__}: left out, PostgreSQL or Redis cannot be used ({error})\n")
        return None
    except (RuntimeError, subprocess.CalledProcessError) as error:
        print(f"{way.__name__}: broke ({error})\n")
        return {"name": way.__name__, "broke": str(error)}


def _table(configuration: Configuration, own: Path) -> dict[str, Any]:
    """From an empty database to the printed table."""
    print(f"{configuration.name}: {configuration.about}", flush=True)
    what = _prepare(configuration, own / "what.json")
    figures: dict[str, dict[str, Any]] = {}
    with serving(configuration) as (port, pid):
        _print_head()
        for name, request_of in _pages(what, f"{'https' if what['secure'] else 'http'}://127.0.0.1:{port}").items():
            measured = measure(port, request_of, lambda: spent(pid, configuration.database))
            _print_line(name, measured)
            figures[name] = asdict(measured)
    print()
    return {"name": configuration.name, "about": configuration.about, "pages": figures}


def _prepare(configuration: Configuration, result: Path) -> dict[str, Any]:
    """Fill the database in a process of that configuration; what to ask for."""
    code = f"from bench.data import prepare; prepare({str(result)!r})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    subprocess.run(command, cwd=ROOT, env=configuration.environment, check=True, stdout=subprocess.DEVNULL)
    what: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return what


def _pages(what: dict[str, Any], origin: str) -> Pages:
    """The six pages; each connection is a reader of her own."""
    proxy = {"X-Forwarded-Proto": "https"} if what["secure"] else {}
    readers = what["learners"]

    def signed_in(reader: dict[str, Any]) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in reader["cookies"].items())
        return {**proxy, "Cookie": cookies, "X-CSRFToken": "b" * 32, "Origin": origin}

    def record(reader: dict[str, Any], kind: str, about: str, fields: dict[str, str]) -> Request:
        one = {"id": str(uuid4()), "kind": kind, "about": about, "fields": fields}
        return Request("/submissions/", signed_in(reader), {"person": reader["person"], "records": [one]})

    def answer(reader: dict[str, Any]) -> Request:
        return record(reader, "answer", reader["attempt"], reader["answer"])

    def message(reader: dict[str, Any]) -> Request:
        words = "Last month I earned ₹2,400. Is a goal of ₹3,000 too much?"
        return record(reader, "message", reader["thread"], {"body": words})

    return {
        "home": lambda number: Request("/en/", proxy),
        "course": lambda number: Request(what["course"], proxy),
        "lesson": lambda number: Request(what["lesson"], signed_in(readers[number])),
        "quiz": lambda number: Request(f"/questions/{readers[number]['attempt']}/", signed_in(readers[number])),
        "answer": lambda number: answer(readers[number]),
        # Of others: a person may hand in so much a minute, whatever it is.
        "message": lambda number: message(readers[CONNECTIONS + number]),
    }


def _share_static_files(folder: Path, own: Path) -> None:
    """Static files are the same everywhere and slow to pack: made once."""
    static = folder / "static"
    static.mkdir(exist_ok=True)
    (own / "static").symlink_to(static)


def _machine() -> dict[str, str | int]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "commit": commit.stdout.strip() or "unknown",
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _print_head() -> None:
    print(f"  {'page':<10}{'requests':>9}{'per s':>9}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'+ DB ms':>9}")


def _print_line(name: str, figures: Figures) -> None:
    numbers = (figures.per_second, figures.p50_ms, figures.p95_ms, figures.cpu_ms)
    database = "in it" if figures.database_cpu_ms is None else f"{figures.database_cpu_ms:.1f}"
    print(f"  {name:<10}{figures.requests:>9}" + "".join(f"{each:>9.1f}" for each in numbers) + f"{database:>9}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
