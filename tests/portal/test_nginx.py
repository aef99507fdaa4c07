"""What stands in front of the portal: nginx takes its configuration, and answers while the portal is away."""

import http.client
import os
import pwd
import re
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
NAME = "portal.example.org"

pytestmark = pytest.mark.skipif(not NGINX or not shutil.which("openssl"), reason="nginx is not installed here")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def answers(port):
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def ports():
    return {"80": free_port(), "443": free_port()}


@pytest.fixture
def configuration(tmp_path, ports):
    """Ours, word for word but for ports, the place of files, and upstreams where nobody is."""
    base = Path(settings.BASE_DIR)
    (tmp_path / "static").mkdir()
    shutil.copytree(base / "site/static/portal", tmp_path / "static/portal")
    subject = ["-subj", f"/CN={NAME}", "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"]
    making = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject]
    subprocess.run(making, check=True, capture_output=True)
    ours = (base / "deploy/nginx.conf").read_text()
    ours = re.sub(r"^ *listen \[::\].*\n", "", ours, flags=re.MULTILINE)
    ours = re.sub(r"listen (80|443)\b", lambda found: f"listen 127.0.0.1:{ports[found[1]]}", ours)
    ours = re.sub(r"server 127\.0\.0\.1:800[12]", "server 127.0.0.1:1", ours)
    for place in ("/etc/ssl/portal", "/var/lib/portal", "/var/log/nginx"):
        ours = ours.replace(place, str(tmp_path))
    (tmp_path / "portal.conf").write_text(ours)
    kept = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Root's nginx would read as somebody who may not look into this folder.
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    http_block = f"types {{ text/html html; }} {kept} include {tmp_path}/portal.conf;"
    around = f"{user} pid {tmp_path}/pid; daemon off; events {{}} http {{ {http_block} }}"
    (tmp_path / "nginx.conf").write_text(around)
    return tmp_path


def nginx(configuration, *arguments):
    return [NGINX, "-e", str(configuration / "errors"), "-c", str(configuration / "nginx.conf"), *arguments]


@pytest.fixture
def ask(configuration, ports):
    """A request to the running nginx: (status, headers, body)."""
    running = subprocess.Popen(nginx(configuration), stderr=subprocess.DEVNULL)
    trusting = ssl.create_default_context(cafile=configuration / "fullchain.pem")

    def _ask(method, path, body=None):
        with socket.create_connection(("127.0.0.1", ports["443"]), timeout=10) as plain:
            connection = http.client.HTTPConnection(NAME)
            connection.sock = trusting.wrap_socket(plain, server_hostname=NAME)
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    while not answers(ports["443"]):
        assert running.poll() is None, (configuration / "errors").read_text()
        time.sleep(0.05)
    yield _ask
    running.terminate()
    running.wait()


def test_nginx_takes_the_configuration(configuration):
    told = subprocess.run(nginx(configuration, "-t", "-q"), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "warn" not in told.stderr


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_while_the_portal_is_away_readers_get_its_page_in_their_languages(ask, method):
    status, headers, page = ask(method, "/en/courses/")
    assert status == 502
    assert headers["Retry-After"] == "30"
    assert headers["Content-Type"].startswith("text/html")
    assert headers["Cache-Control"] == "no-store"
    assert all(f'lang="{language}"' in page for language in ("en", "hi", "kn", "ml"))


def test_a_body_that_is_too_large_is_refused_before_it_is_taken(ask):
    status, headers, page = ask("POST", "/submissions/", "x" * (10 * 2**20 + 1))
    assert status == 413
    assert "8 MB" in page
    assert "Retry-After" not in headers


@pytest.mark.parametrize("path", ["/portal-is-away", "/this-is-too-large"])
def test_its_own_pages_are_asked_for_by_nobody(ask, path):
    assert ask("GET", path)[0] == 404
