"""The two ways the portal is run, each with its own database and folder, and what their processes spend."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

from bench.load import Spent
from portal import embedded as embedded_run

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
POSTGRES = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15")
KEPT = ("PATH", "HOME", "LANG", "PYTHONPATH")
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 180


@dataclass(frozen=True)
class Configuration:
    """One way of running: what is told in the output, the environment, and how the web server is started."""

    name: str
    about: str
    environment: dict[str, str]
    database: str | None = None

    def command(self, port: int) -> list[str]:
        """Embedded: exactly as ``portal_run`` starts it. Otherwise pages by gunicorn's threads, a process a core.

        Gunicorn ends each connection, as a proxy opens one a request: kept ones would stick to one of the processes.
        """
        if self.database is None:
            return embedded_run.web(HOST, str(port))
        return [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"{HOST}:{port}"),
            *("--workers", str(os.cpu_count()), "--threads", "4", "--keep-alive", "0", "--log-level", "warning"),
        ]


@contextmanager
def embedded(folder: Path, template: str = "") -> Iterator[Configuration]:
    """SQLite, one uvicorn process, development settings."""
    about = "SQLite, one uvicorn process as portal_run starts it, portal.settings.dev"
    yield Configuration("embedded", about, _environment(folder, DJANGO_SETTINGS_MODULE="portal.settings.dev"))


@contextmanager
def production(folder: Path, template: str = "template1") -> Iterator[Configuration]:
    """A PostgreSQL database of its own, made of ``template``, and an empty Redis one; cleared away afterwards."""
    name = f"portal_bench_{os.getpid()}"
    url, cache = urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}")), _empty_redis()
    about = f"PostgreSQL, Redis, gunicorn with {os.cpu_count()} workers of 4 threads, portal.settings.prod behind HTTPS"
    environment = _environment(
        folder,
        DJANGO_SETTINGS_MODULE="portal.settings.prod",
        DATABASE_URL=url,
        REDIS_URL=cache,
        ALLOWED_HOSTS=HOST,
        BASE_URL=f"https://{HOST}",
        SECRET_KEY="only-to-measure-" * 4,
        CERTIFICATE_KEY="b25seS10by1tZWFzdXJlLW9ubHktdG8tbWVhc3VyZS0",
        SMS_GATEWAY_URL="https://127.0.0.1:9/",
        DATA_FIDUCIARY="Nobody: a measurement",
        GRIEVANCE_CONTACT="nobody@portal.example",
    )
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield Configuration("production-like", about, environment, database=name)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            redis.Redis.from_url(cache).flushdb()


@contextmanager
def serving(configuration: Configuration) -> Iterator[tuple[int, int]]:
    """(port, process) of the running web server; it is ended afterwards."""
    port = free_port()
    with running(configuration.command(port), configuration.environment) as process:
        wait_for(port, process)
        yield port, process.pid


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The process of ``command``, ended afterwards with what it started."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def spent(pid: int, database: str | None) -> Spent:
    """CPU seconds of the process tree, and of the PostgreSQL backends of ``database`` where /proc shows them."""
    server = sum(cpu_seconds(each) for each in tree(pid))
    if database is None:
        return Spent(server, None)
    with psycopg.connect(POSTGRES) as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [database]).fetchall()
    return Spent(server, sum(cpu_seconds(row[0]) for row in rows))


def _environment(folder: Path, **variables: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"VAR_DIR": str(folder), "SECURE_SSL_REDIRECT": "no"} | variables


def _empty_redis() -> str:
    """The address of REDIS, or of the next lower database of that server that holds nothing.

    Raises redis.ConnectionError without a server, LookupError where none is empty.
    """
    address = urlsplit(REDIS)
    for number in range(int(address.path.strip("/") or 0), -1, -1):
        url = urlunsplit(address._replace(path=f"/{number}"))
        if redis.Redis.from_url(url).dbsize() == 0:
            return url
    raise LookupError("No Redis database is empty")


def wait_for(port: int, process: subprocess.Popen[bytes], page: str = "/health/") -> None:
    """Until ``page`` is there. Raises RuntimeError where it does not come."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", page)
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.2)
        finally:
            connection.close()
    raise RuntimeError("The web server did not start; see above")


def tree(pid: int) -> list[int]:
    """``pid`` and all processes below it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        if fields := _stat(path):
            children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def cpu_seconds(pid: int) -> float:
    """What the process has used so far; nothing where it has ended."""
    fields = _stat(Path(f"/proc/{pid}/stat"))
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _stat(path: Path) -> list[str]:
    """The fields after the command's name, whose own may hold blanks; none where the process has ended."""
    try:
        return path.read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []
