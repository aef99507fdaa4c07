"""Proxies that keep public pages are told to forget them, now and for sure."""

import http.server
import threading

import pytest
from django.db import transaction

from content.editions import new_edition
from jobs.models import Job
from portal.front_cache import FORGET, forget

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proxy(settings):
    """(what it was told, with what it answers)."""
    told, answers = [], [204]

    class Told(http.server.BaseHTTPRequestHandler):
        def do_DELETE(self):
            told.append(self.path)
            self.send_response(answers[0])
            self.end_headers()

        def log_message(self, *arguments):
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    settings.PUBLIC_PAGES_KEPT_AT = [f"http://127.0.0.1:{server.server_port}/pages/"]
    yield told, answers
    server.shutdown()
    server.server_close()


def jobs():
    return Job.objects.filter(kind=FORGET)


def test_after_the_commit_it_is_told_once_for_a_transaction_and_a_job_asks_again(proxy):
    told, _ = proxy
    with transaction.atomic():
        new_edition()
        new_edition()
        assert told == []
    assert told == ["/pages/"]
    assert jobs().count() in (1, 2)  # where ten seconds ended between the two
    assert not Job.objects.due().filter(kind=FORGET).exists()


def test_what_was_not_done_tells_nobody(proxy):
    told, _ = proxy
    with transaction.atomic():
        new_edition()
        transaction.set_rollback(True)
    assert told == []
    assert not jobs().exists()


def test_a_proxy_that_is_away_stops_no_editor(settings):
    settings.PUBLIC_PAGES_KEPT_AT = ["http://127.0.0.1:1/pages/"]
    new_edition()
    assert jobs().exists()


@pytest.mark.parametrize("status", [403, 500])
def test_a_proxy_that_refuses_makes_the_job_try_again(proxy, status):
    _, answers = proxy
    answers[0] = status
    with pytest.raises(OSError, match=str(status)):
        forget({})


def test_a_proxy_that_keeps_nothing_yet_has_forgotten(proxy):
    _, answers = proxy
    answers[0] = 404
    forget({})


def test_where_no_proxy_keeps_pages_nobody_is_told(settings):
    settings.PUBLIC_PAGES_KEPT_AT = []
    new_edition()
    assert not jobs().exists()
