"""``python -m bench``: requests per second, latency and server CPU of the pages, on both configurations."""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import redis

from bench.load import CONNECTIONS, Figures, measure
from bench.pages import LONG, pages
from bench.prepared import Way, prepared, shell
from bench.server import ROOT, Configuration, embedded, production, serving, spent
from bench.starting import start

OUTPUT = ROOT / "var" / "bench"
WAYS: dict[str, Way] = {"embedded": embedded, "production": production}


def main() -> int:
    """Measure, print the tables, and write them to ``var/bench``; 1 where something broke."""
    asked = _arguments()
    if asked.beside:
        return _print_beside(*asked.beside)
    alone = {"profile": _profile, "start": _start, "bring": _bring, "regrade": _regrade, "bank": _bank}
    for name, measure_it in alone.items():
        if getattr(asked, name):
            return measure_it(asked)
    report: dict[str, Any] = {"when": f"{datetime.now().astimezone():%Y-%m-%d %H:%M}", **_machine()}
    report |= {"people": asked.people, "courses": asked.courses, "requests": asked.requests, "tables": []}
    print(" | ".join(f"{name} {value}" for name, value in report.items() if name != "tables"))
    print(f"{CONNECTIONS} connections from this machine, which is also what asks.\n")
    for way in [WAYS[asked.only]] if asked.only else WAYS.values():
        table = _run(way, asked)
        if table:
            report["tables"].append(table)
    path = asked.output or OUTPUT / f"{datetime.now().astimezone():%Y-%m-%d-%H%M}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(f"Written to {path}")
    return int(any("broke" in table for table in report["tables"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--people", type=int, default=500, help="how many the cohort has")
    parser.add_argument("--courses", type=int, default=1, help="how many times the courses there are")
    parser.add_argument("--requests", type=int, default=300, help="how many are timed a page")
    parser.add_argument("--only", choices=WAYS, help="one configuration")
    parser.add_argument("--pages", type=lambda names: names.split(","), help="by name, with commas between")
    parser.add_argument("--output", type=Path, help="the file to write, instead of one in var/bench")
    parser.add_argument("--beside", type=Path, nargs=2, metavar=("BEFORE", "AFTER"), help="compare two files written")
    parser.add_argument("--profile", metavar="PAGE", help="where the time of one page goes, on PostgreSQL")
    parser.add_argument("--start", action="store_true", help="seconds and memory of the embedded run, started again")
    parser.add_argument("--bring", choices=["csv", "xlsx"], help="a list of learners brought in twice, on PostgreSQL")
    parser.add_argument("--rows", type=int, default=10_000, help="how many stand on that list")
    parser.add_argument("--regrade", action="store_true", help="a question that all people handed in is marked anew")
    parser.add_argument("--bank", type=int, metavar="QUESTIONS", help="a bank of so many, listed and searched")
    return parser.parse_args()


def _profile(asked: argparse.Namespace) -> int:
    with prepared(production, asked.people, asked.courses) as (configuration, _):
        result = str(Path(configuration.environment["VAR_DIR"]) / "what.json")
        shell(configuration, f"from bench.profiling import profile; profile({result!r}, {asked.profile!r})")
    return 0


def _start(asked: argparse.Namespace) -> int:
    with prepared(embedded, asked.people, asked.courses) as (configuration, _):
        measured = start(configuration)
    print(f"First page {measured.seconds:.1f} s after a second start (load {os.getloadavg()[0]:.1f});", end=" ")
    print(f"{measured.processes} processes with {measured.pss_mb:.0f} MB of PSS at rest")
    return 0


def _bring(asked: argparse.Namespace) -> int:
    with prepared(production, asked.people, asked.courses) as (configuration, _):
        result = Path(configuration.environment["VAR_DIR"]) / "brought.json"
        load = os.getloadavg()[0]
        shell(configuration, f"from bench.bringing import bring; bring({str(result)!r}, {asked.bring!r}, {asked.rows})")
        said = json.loads(result.read_text(encoding="utf-8"))
    print(
        f"{asked.rows} rows, {asked.bring}, {said['bytes'] / 1e6:.1f} MB, load {load:.1f} to {os.getloadavg()[0]:.1f}"
    )
    print(f"  {'':<16}{'seconds':>8}{'CPU s':>8}{'+ DB s':>8}{'peak MB':>9}{'grown':>9}{'still':>8}  rows")
    for step in said["steps"]:
        rows = ", ".join(f"{number} {verdict}" for verdict, number in step["rows"].items())
        cost = step["cost"]
        numbers = (f"{cost['seconds']:>8.0f}", f"{cost['cpu']:>8.1f}", f"{cost['database_cpu']:>8.1f}")
        sizes = (f"{cost['peak_mb']:>9.0f}", f"{cost['grown_mb']:>9.0f}", f"{cost['still']:>8.1f}")
        print(f"  {step['name']:<16}{''.join((*numbers, *sizes))}  {rows}")
    print(f"{said['learners']} take part in the end")
    return 0


def _regrade(asked: argparse.Namespace) -> int:
    with prepared(production, asked.people, asked.courses) as (configuration, _):
        result = Path(configuration.environment["VAR_DIR"]) / "regraded.json"
        load = os.getloadavg()[0]
        shell(configuration, f"from bench.regrading import regrade; regrade({str(result)!r})")
        said = json.loads(result.read_text(encoding="utf-8"))
    shown, cost = said["shown"], said["cost"]
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in said["counts"].items())
    print(f"{said['attempts']} attempts, {counts}; load {load:.1f} to {os.getloadavg()[0]:.1f}")
    print(f"  shown in {shown['seconds']:.1f} s ({shown['cpu']:.1f} of CPU)")
    print(f"  done in {cost['seconds']:.0f} s (CPU {cost['cpu']:.1f}, database {cost['database_cpu']:.1f});", end=" ")
    print(f"peak {cost['peak_mb']:.0f} MB, grown {cost['grown_mb']:.0f}; bar still {cost['still']:.1f} s at most")
    return 0


def _bank(asked: argparse.Namespace) -> int:
    with prepared(WAYS[asked.only or "production"], asked.people, asked.courses) as (configuration, _):
        result = Path(configuration.environment["VAR_DIR"]) / "bank.json"
        load = os.getloadavg()[0]
        shell(configuration, f"from bench.bank import bank; bank({str(result)!r}, {asked.bank})")
        said = json.loads(result.read_text(encoding="utf-8"))
    print(
        f"{said['questions']} questions, filled in {said['filled']:.0f} s; load {load:.1f} to {os.getloadavg()[0]:.1f}"
    )
    print(f"  {'':<30}{'found':>8}{'queries':>9}{'ms':>8}{'of DB':>8}")
    for name, cost in said["lists"].items():
        times = f"{1000 * cost['seconds']:>8.0f}{1000 * cost['database']:>8.0f}"
        print(f"  {name:<30}{cost['found']:>8}{cost['queries']:>9}{times}")
    return 0


def _print_beside(before: Path, after: Path) -> int:
    """CPU of server and database together, page by page."""
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in (before, after)]
    for name in ("people", "courses", "requests"):
        if reports[0][name] != reports[1][name]:
            print(f"Not to be compared: {name} {reports[0][name]} and {reports[1][name]}")
            return 1
    print(" | ".join(f"{report['commit']} at load {report['load']}" for report in reports))
    old, new = ({table["name"]: table for table in report["tables"]} for report in reports)
    for name in old.keys() & new.keys():
        print(f"{name}: CPU ms a request, database included")
        earlier, later = old[name].get("pages", {}), new[name].get("pages", {})
        for page in [page for page in earlier if page in later]:
            was, now = _whole_cpu(earlier[page]), _whole_cpu(later[page])
            print(f"  {page:<10}{was:>9.1f}{now:>9.1f}" + (f"{now / was:>9.2f}" if was else ""))
    return 0


def _whole_cpu(figures: dict[str, Any]) -> float:
    return float(figures["cpu_ms"] + (figures["database_cpu_ms"] or 0))


def _run(way: Way, asked: argparse.Namespace) -> dict[str, Any] | None:
    """One configuration; None where its servers are not there, with ``broke`` where it does not work."""
    print(f"{way.__name__}:", flush=True)
    try:
        with prepared(way, asked.people, asked.courses) as (configuration, what):
            return _table(configuration, what, asked)
    except (psycopg.OperationalError, redis.ConnectionError, LookupError) as error:
        print(f"{way.__name__}: left out, PostgreSQL or Redis cannot be used ({error})\n")
        return None
    except (RuntimeError, subprocess.CalledProcessError) as error:
        print(f"{way.__name__}: broke ({error})\n")
        return {"name": way.__name__, "broke": str(error)}


def _table(configuration: Configuration, what: dict[str, Any], asked: argparse.Namespace) -> dict[str, Any]:
    """Everything asked for, printed as it comes."""
    print(f"{configuration.name}: {configuration.about}", flush=True)
    figures: dict[str, dict[str, Any]] = {}
    with serving(configuration) as (port, pid):
        _print_head()
        for name, request_of in pages(what, f"{'https' if what['secure'] else 'http'}://127.0.0.1:{port}").items():
            if asked.pages and name not in asked.pages:
                continue
            requests = asked.requests // LONG.get(name, 1)
            measured = measure(port, request_of, lambda: spent(pid, configuration.database), requests)
            _print_line(name, measured)
            figures[name] = asdict(measured)
    print()
    return {"name": configuration.name, "about": configuration.about, "pages": figures}


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
