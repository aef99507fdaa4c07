"""``python -m bench.public``: a public page kept by nginx, from the portal's own cache, and the same bytes as a file.

Requests a second, and CPU of whoever answers in microseconds a request. Needs nginx, wrk, PostgreSQL and Redis.
"""

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.server import HOST, ROOT, Configuration, production, serving, spent

NAME, PAGE = "portal.example.org", "/en/"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
SECONDS = 5
AS_A_BROWSER = {"Host": NAME, "Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
PREPARE = ("migrate --verbosity 0", "collectstatic --noinput --verbosity 0", "load_content")


def main() -> int:
    """Print the three lines; 1 where something is missing here."""
    if not NGINX or not shutil.which("wrk"):
        sys.stderr.write("nginx and wrk are needed (apt-get install nginx-light wrk)\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        front = _free_port()
        with production(folder) as plain:
            told_at = f"http://{HOST}:{_free_port()}/pages/"
            own = {"ALLOWED_HOSTS": f"{NAME},{HOST}", "PUBLIC_PAGES_KEPT_AT": told_at}
            _prepare(plain)
            _measure(replace(plain, environment=plain.environment | own), folder, front, told_at)
    return 0


def _prepare(configuration: Configuration) -> None:
    for command in PREPARE:
        manage = [sys.executable, "manage.py", *command.split()]
        subprocess.run(manage, cwd=ROOT, env=configuration.environment, check=True, stdout=subprocess.DEVNULL)


def _measure(configuration: Configuration, folder: Path, front: int, told_at: str) -> None:
    with serving(configuration) as (port, portal), _nginx(folder, front, port, told_at) as nginx:
        page = f"http://{HOST}:{front}{PAGE}"
        asked = urllib.request.Request(page, headers=AS_A_BROWSER)
        packed = urllib.request.urlopen(asked).read()
        (folder / "static" / "same.html.gz").write_bytes(packed)
        (folder / "static" / "same.html").write_bytes(b"x")
        print(f"{PAGE}: {len(packed)} bytes packed; {SECONDS} seconds each; load {os.getloadavg()[0]:.1f}")
        print(f"  {'':<30}{'per s':>10}{'CPU us':>10}")
        _line("the same bytes as a file", f"http://{HOST}:{front}/static/same.html", nginx)
        _line("kept by nginx", page, nginx)
        _line("the portal's own cache", f"http://{HOST}:{port}{PAGE}", portal)


def _line(name: str, address: str, pid: int) -> None:
    heads = [part for head in AS_A_BROWSER.items() for part in ("-H", ": ".join(head))]
    before = spent(pid, None).server
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}s", *heads, address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    taken = spent(pid, None).server - before
    requests = int(re.findall(r"(\d+) requests in", said)[0])
    if "Non-2xx" in said:
        raise RuntimeError(said)
    print(
        f"  {name:<30}{float(re.findall(r'Requests/sec: *([0-9.]+)', said)[0]):>10.0f}{1e6 * taken / requests:>10.1f}"
    )


@contextmanager
def _nginx(folder: Path, front: int, port: int, told_at: str) -> Iterator[int]:
    """The process that answers by deploy/nginx.conf at ``front``, in the plain, with what it needs in ``folder``."""
    ours = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    ours = re.sub(r"^ *(listen \[::\]|listen 80\b|ssl_|limit_conn ).*\n", "", ours, flags=re.MULTILINE)
    ours = ours.replace("listen 443 ssl default_server", f"listen {HOST}:{_free_port()}")
    ours = ours.replace("listen 443 ssl", f"listen {HOST}:{front}").replace(f"{HOST}:8001", f"{HOST}:{port}")
    ours = ours.replace("listen 127.0.0.1:8003", f"listen {told_at.split('/')[2]}")
    ours = ours.replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https")
    for place in ("/var/lib/portal", "/var/log/nginx", "/var/cache/portal"):
        ours = ours.replace(place, str(folder))
    (folder / "portal.conf").write_text(ours, encoding="utf-8")
    kept = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    http = f"types {{ text/html html; }} sendfile on; {kept} include {folder}/portal.conf;"
    around = f"{user} worker_processes 1; pid {folder}/pid; daemon off; events {{}} http {{ {http} }}"
    (folder / "nginx.conf").write_text(around, encoding="utf-8")
    command = [str(NGINX), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while socket.socket().connect_ex((HOST, front)):
            if running.poll() is not None:
                raise RuntimeError((folder / "errors").read_text(encoding="utf-8"))
            time.sleep(0.05)
        yield running.pid
    finally:
        running.terminate()
        running.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
