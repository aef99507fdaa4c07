"""What stands in front of the portal: nginx takes its configuration, keeps public pages, and answers in our absence."""

import gzip
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
from django.conf import settings as ours
from django.core.cache import caches
from wagtail.models import PageViewRestriction

from courses.models import CoursePage
from outreach.models import HomePage
from tests.factories import PersonFactory, course_with_lessons

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
    return {number: free_port() for number in ("80", "443", "8003")}


@pytest.fixture
def upstream():
    """Where nobody is."""
    return "127.0.0.1:1"


@pytest.fixture
def configuration(tmp_path, ports, upstream):
    """Ours, word for word but for ports, the place of files, and upstreams where nobody is."""
    base = Path(ours.BASE_DIR)
    (tmp_path / "static").mkdir()
    shutil.copytree(base / "site/static/portal", tmp_path / "static/portal")
    subject = ["-subj", f"/CN={NAME}", "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"]
    making = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
        *subject,
    ]
    subprocess.run(making, check=True, capture_output=True)
    text = (base / "deploy/nginx.conf").read_text()
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    text = re.sub(
        r"listen (?:127\.0\.0\.1:)?(80|443|8003)\b", lambda found: f"listen 127.0.0.1:{ports[found[1]]}", text
    )
    text = re.sub(r"server 127\.0\.0\.1:800[12]", f"server {upstream}", text)
    for place in ("/etc/ssl/portal", "/var/lib/portal", "/var/log/nginx", "/var/cache/portal"):
        text = text.replace(place, str(tmp_path))
    (tmp_path / "portal.conf").write_text(text)
    kept = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Root's nginx would read as somebody who may not look into this folder.
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    http_block = f"types {{ text/html html; }} {kept} include {tmp_path}/portal.conf;"
    around = f"{user} pid {tmp_path}/pid; daemon off; events {{}} http {{ {http_block} }}"
    (tmp_path / "nginx.conf").write_text(around)
    return tmp_path


def cache_clear():
    """What the portal itself keeps."""
    caches["pages"].clear()


def nginx(configuration, *arguments):
    return [NGINX, "-e", str(configuration / "errors"), "-c", str(configuration / "nginx.conf"), *arguments]


@pytest.fixture
def ask(configuration, ports):
    """A request to the running nginx: (status, headers, body)."""
    running = subprocess.Popen(nginx(configuration), stderr=subprocess.DEVNULL)
    trusting = ssl.create_default_context(cafile=configuration / "fullchain.pem")

    def _ask(method, path, body=None, **headers):
        with socket.create_connection(("127.0.0.1", ports["443"]), timeout=10) as plain:
            connection = http.client.HTTPConnection(NAME)
            connection.sock = trusting.wrap_socket(plain, server_hostname=NAME)
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            page = answer.read()
            is_packed = answer.headers["Content-Encoding"] == "gzip"
            return answer.status, answer.headers, (gzip.decompress(page) if is_packed else page).decode()

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
    assert headers["Portal-Reader"] == "unknown"  # else a phone takes it for a hotspot's


@pytest.mark.parametrize("path", ["/portal-is-away", "/this-is-too-large"])
def test_its_own_pages_are_asked_for_by_nobody(ask, path):
    assert ask("GET", path)[0] == 404


def test_nothing_but_forgetting_is_to_be_had_where_it_is_told(ask, ports):
    statuses = set()
    for method, path in (("GET", "/pages/"), ("PUT", "/pages/x"), ("DELETE", "/"), ("DELETE", "/pages/../")):
        connection = http.client.HTTPConnection("127.0.0.1", ports["8003"], timeout=10)
        connection.request(method, path)
        statuses.add(connection.getresponse().status)
        connection.close()
    assert statuses <= {403, 404, 405}


# --- Public pages are kept ------------------------------------------------------------------------------------------
HOME, COURSE = "/en/", "/en/courses/move/"


class WithThePortal:
    """The portal answers behind nginx."""

    @pytest.fixture
    def upstream(self, live_server):
        return live_server.url.removeprefix("http://")

    @pytest.fixture(autouse=True)
    def told_where(self, settings, ports):
        settings.PUBLIC_PAGES_KEPT_AT = [f"http://127.0.0.1:{ports['8003']}/pages/"]

    @pytest.fixture(autouse=True)
    def course(self, transactional_db):
        return course_with_lessons(1)


@pytest.mark.django_db(transaction=True)
class TestKeptPages(WithThePortal):
    def changed_behind_its_back(self, text):
        HomePage.objects.filter(locale__language_code="en").update(headline=text)

    def publish(self, text):
        home = HomePage.objects.get(locale__language_code="en")
        home.headline = text
        home.save_revision().publish()

    def test_the_next_stranger_gets_the_kept_page_packed_or_not(self, ask):
        for packing in ("", "gzip"):
            first = ask("GET", HOME, Accept_Encoding=packing)
            assert first[0] == 200
            assert (first[1]["Content-Encoding"] or "") == packing
        ask("GET", HOME)
        cache_clear()
        self.changed_behind_its_back("Nobody was told")
        assert "Nobody was told" not in ask("GET", HOME)[2]
        status, headers, page = ask("GET", HOME, Accept_Encoding="br, gzip")
        assert (status, headers["Content-Encoding"], headers["Cache-Control"]) == (200, "gzip", "no-cache")
        assert "Nobody was told" not in page
        assert "X-Accel-Expires" not in headers
        assert headers["Content-Security-Policy"]

    def test_what_was_published_is_what_the_next_stranger_sees(self, ask):
        ask("GET", HOME)
        self.publish("Something new")
        assert "Something new" in ask("GET", HOME)[2]
        self.publish("Newer still")
        assert "Newer still" in ask("GET", HOME)[2]

    def test_what_was_moved_or_taken_away_is_there_no_more(self, ask):
        assert ask("GET", COURSE)[0] == 200
        course = CoursePage.objects.get(locale__language_code="en")
        course.slug = "moved"
        course.save_revision().publish()
        assert ask("GET", COURSE)[0] != 200
        assert ask("GET", "/en/courses/moved/")[0] == 200
        course.unpublish()
        assert ask("GET", "/en/courses/moved/")[0] != 200

    @pytest.mark.parametrize("kind", ["login", "password"])
    def test_what_was_shut_is_shut(self, ask, kind):
        ask("GET", HOME)
        home = HomePage.objects.get(locale__language_code="en")
        PageViewRestriction.objects.create(page=home, restriction_type=kind, password="open")
        for _ in range(2):
            status, headers, page = ask("GET", HOME)
            assert home.headline not in page
            assert status == 302 or "csrftoken" in headers["Set-Cookie"]

    def test_the_form_of_a_password_is_each_readers_own(self, ask):
        home = HomePage.objects.get(locale__language_code="en")
        PageViewRestriction.objects.create(page=home, restriction_type="password", password="open")
        assert len({ask("GET", HOME)[1]["Set-Cookie"] for _ in range(2)}) == 2

    def test_who_is_signed_in_gets_and_leaves_nothing_that_is_kept(self, ask, sign_in):
        asha = f"sessionid={sign_in(PersonFactory()).cookies['sessionid'].value}"
        assert "Sign out" in ask("GET", HOME, Cookie=asha)[2]
        assert "Sign out" not in ask("GET", HOME)[2]
        assert "Sign out" in ask("GET", HOME, Cookie=asha)[2]
        both = f"django_language=en; {asha}"
        assert "Sign out" in ask("GET", HOME, Cookie=both)[2]

    def test_cookies_of_language_and_form_change_nothing_others_and_questions_do(self, ask):
        ask("GET", HOME)
        cache_clear()
        self.changed_behind_its_back("Nobody was told")
        for cookies in ("django_language=hi", "__Host-csrf=abc; django_language=kn", "django_language=hi;"):
            assert "Nobody was told" not in ask("GET", HOME, Cookie=cookies)[2]
        for cookies in ("messages=abc", "django_language=hi; other=1", "xdjango_language=hi"):
            assert "Nobody was told" in ask("GET", HOME, Cookie=cookies)[2]
        assert "Nobody was told" in ask("GET", f"{HOME}?page=1")[2]

    def test_each_language_is_kept_apart(self, ask):
        for _ in range(2):
            assert '<html lang="en"' in ask("GET", HOME, Accept_Language="hi", Cookie="django_language=hi")[2]
            assert '<html lang="hi"' in ask("GET", "/hi/", Accept_Language="en")[2]

    def test_who_has_the_page_is_told_so(self, ask):
        tag = ask("GET", HOME)[1]["ETag"]
        status, _, page = ask("GET", HOME, If_None_Match=tag)
        assert (status, page) == (304, "")
        self.publish("Something new")
        assert ask("GET", HOME, If_None_Match=tag)[0] == 200


def test_every_language_is_kept():
    codes = "|".join(code for code, _ in ours.LANGUAGES)
    assert f"location ~ ^/({codes})/ {{" in (Path(ours.BASE_DIR) / "deploy/nginx.conf").read_text()
