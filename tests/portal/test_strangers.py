"""Public pages that are made once a minute."""

import gzip

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client
from wagtail.models import PageViewRestriction

from outreach.models import HomePage
from tests.factories import PersonFactory, course_with_lessons

pytestmark = pytest.mark.django_db
HOME, COURSE = "/en/", "/en/courses/move/"


def changed_headline(text):
    HomePage.objects.filter(locale__language_code="en").update(headline=text)


@pytest.mark.parametrize("address", [HOME, COURSE])
def test_the_next_stranger_gets_the_kept_page_and_only_the_edition_is_asked_for(
    client, address, django_assert_num_queries
):
    course_with_lessons(1)
    first = client.get(address)
    with django_assert_num_queries(1):
        assert Client().get(address).content == first.content


def test_a_learner_gets_a_page_of_her_own_and_no_stranger_gets_hers(client, sign_in):
    course_with_lessons(1)
    stranger = Client()
    assert "Sign in" in stranger.get(HOME).content.decode()
    asha = sign_in(PersonFactory())
    assert "Sign out" in asha.get(HOME).content.decode()
    assert "Sign out" not in stranger.get(HOME).content.decode()


def test_an_editor_sees_what_she_published_at_once(sign_in):
    course_with_lessons(1)
    Client().get(HOME)
    changed_headline("New words")
    assert "New words" in sign_in(PersonFactory()).get(HOME).content.decode()


def test_each_language_is_kept_apart():
    course_with_lessons(1)
    assert 'lang="en"' in Client().get(HOME).content.decode()
    assert 'lang="hi"' in Client().get("/hi/").content.decode()


def test_browsers_ask_again_each_time():
    course_with_lessons(1)
    for _ in range(2):
        response = Client().get(HOME)
        assert response["Cache-Control"] == "no-cache"
        assert "Cookie" in response["Vary"]
        assert response["Content-Security-Policy"]


def test_a_message_for_one_stranger_is_shown_to_nobody_else(client, sign_in):
    course_with_lessons(1)
    client = sign_in(PersonFactory())
    client.post("/account/logout/")
    own = client.get(HOME).content.decode()
    assert Client().get(HOME).content.decode().count('role="status"') == 0
    assert own


def test_the_form_of_a_page_with_a_password_is_not_kept(django_assert_num_queries):
    course_with_lessons(1)
    home = HomePage.objects.get(locale__language_code="en")
    PageViewRestriction.objects.create(page=home, restriction_type="password", password="open")
    tokens = {Client().get(HOME).cookies["csrftoken"].value for _ in range(2)}
    assert len(tokens) == 2


def test_pages_are_packed_for_who_can_unpack_them(client):
    course_with_lessons(1)
    packed = client.get(HOME, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get(HOME).content


def test_who_has_the_page_is_told_so(client):
    course_with_lessons(1)
    tag = client.get(HOME)["ETag"]
    again = client.get(HOME, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "no-cache")


@pytest.mark.parametrize(("told_at", "seconds"), [([], None), (["http://127.0.0.1:1/pages/"], "60")])
def test_a_proxy_keeps_only_what_it_can_be_told_to_forget(client, sign_in, settings, told_at, seconds):
    course_with_lessons(1)
    settings.PUBLIC_PAGES_KEPT_AT = told_at
    assert client.get(HOME).get("X-Accel-Expires") == seconds
    for address in ("/en/nothing/", "/account/login/", "/"):
        assert "X-Accel-Expires" not in client.get(address)
    assert "X-Accel-Expires" not in sign_in(PersonFactory()).get(HOME)


def headers_of(response):
    return {name: value for name, value in response.items() if name != "Date"}


@pytest.mark.parametrize("packing", ["", "gzip"])
def test_the_kept_page_says_all_that_the_first_one_said(packing):
    course_with_lessons(1)
    first, again = (Client().get(HOME, headers={"accept-encoding": packing}) for _ in range(2))
    assert headers_of(again) == headers_of(first)
    assert {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Portal-Reader"} <= set(
        again.headers
    )


def test_only_addresses_of_public_pages_are_looked_for_among_what_is_kept(client):
    for address in ("/account/login/", "/health/", "/admin/", "/account/login/?next=/en/"):
        client.get(address)
    assert not caches["pages"]._cache


def test_of_addresses_with_words_of_the_readers_own_none_is_kept(client):
    course_with_lessons(1)
    for number in range(3):
        assert client.get(f"{HOME}?x={number}")["Cache-Control"] == "no-cache"
    assert not caches["pages"]._cache


def test_who_is_not_asked_for_by_our_name_gets_no_kept_page(client, settings):
    course_with_lessons(1)
    client.get(HOME)
    settings.ALLOWED_HOSTS = ["portal.example"]
    assert client.get(HOME, headers={"host": "elsewhere.example"}).status_code == 400


def test_while_the_database_is_away_no_page_is_shown_and_the_answer_forbids_all_the_same(client, monkeypatch):
    course_with_lessons(1)
    client.get(HOME)

    def away():
        raise OperationalError

    monkeypatch.setattr("content.editions._read", away)
    client.raise_request_exception = False
    answer = client.get(HOME)
    assert answer.status_code == 503
    assert {"Content-Security-Policy", "X-Frame-Options"} <= set(answer.headers)


def test_what_was_asked_for_without_its_body_is_not_kept_for_who_wants_it():
    course_with_lessons(1)
    Client().head(HOME)
    assert Client().get(HOME).content
    assert Client().head(HOME).status_code == 200
