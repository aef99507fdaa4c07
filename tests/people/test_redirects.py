"""A ``next`` leads to a page of the portal or nowhere: no link to us ends at somebody else's site."""

from urllib.parse import urlsplit

import pytest

from tests.factories import PIN, PersonFactory
from tests.people.doors import ASK_CODE, PHONE, SIGN_IN, SIGN_UP, TYPE_CODE, VERIFY, code_in, member

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "http:///evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " https://evil.example/",
    "\x08//evil.example/",
    "http://testserver@evil.example/",
    "//testserver.evil.example/",
    "ftp://testserver/",
]
AT_HOME = {"", "testserver"}


def leads_home(address):
    """Whether every part of where the answer leads, what it hands on included, is the portal's."""
    parts = urlsplit(address)
    return (
        parts.netloc in AT_HOME and parts.scheme in {"", "http"} and "evil" not in address and "script" not in address
    )


@pytest.fixture
def asha():
    return member(PHONE, user__username="M104208")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_choosing_a_language_stays_at_home(client, target):
    assert client.get("/people/language/hi/", {"next": target})["Location"] == "/"


@pytest.mark.parametrize("target", ["", "health", "no-such-name", "people:profile", "....", "\n"])
def test_what_is_no_address_at_all_breaks_nothing(client, target):
    answer = client.get("/people/language/hi/", {"next": target})
    assert answer.status_code == 302
    assert leads_home(answer["Location"])


@pytest.mark.parametrize("target", ["/notices/", "/hi/courses/move/?page=2#top", "http://testserver/people/me/"])
def test_a_page_of_the_portal_is_gone_to(client, target):
    assert client.get("/people/language/hi/", {"next": target})["Location"] == target


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_by_pin_stays_at_home(client, asha, target):
    answer = client.post(SIGN_IN, {"login": "M104208", "password": PIN, "next": target})
    assert answer.status_code == 302
    assert leads_home(answer["Location"])
    assert leads_home(client.get(SIGN_IN, {"next": target})["Location"])


@pytest.mark.parametrize("target", ELSEWHERE[:6])
def test_signing_in_by_code_stays_at_home(client, sms, asha, target):
    asked = client.post(ASK_CODE, {"phone": PHONE, "next": target})
    typed = client.post(f"{TYPE_CODE}?next={target}", {"code": code_in(sms), "next": target})
    assert leads_home(asked["Location"])
    assert leads_home(typed["Location"])


@pytest.mark.parametrize("target", ELSEWHERE[:6])
def test_signing_up_stays_at_home(client, sms, target):
    asked = client.post(SIGN_UP, {"phone": PHONE, "next": target})
    typed = client.post(f"{VERIFY}?next={target}", {"code": code_in(sms), "next": target})
    assert leads_home(asked["Location"])
    assert leads_home(typed["Location"])


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_out_stays_at_home(sign_in, target):
    answer = sign_in(PersonFactory()).post("/account/logout/", {"next": target})
    assert leads_home(answer["Location"])


@pytest.mark.parametrize("page", [SIGN_IN, SIGN_UP, ASK_CODE, "/account/logout/"])
def test_a_page_does_not_hand_a_foreign_address_on_as_a_link(client, sign_in, page):
    if page == "/account/logout/":
        sign_in(PersonFactory())
    shown = client.get(page, {"next": "javascript:alert(1)"}).content.decode()
    assert 'href="javascript:' not in shown


@pytest.mark.parametrize("target", ELSEWHERE[:6])
def test_typing_the_pin_again_stays_at_home(sign_in, asha, target):
    answer = sign_in(asha).post("/account/reauthenticate/", {"password": PIN, "next": target})
    assert answer.status_code == 302
    assert leads_home(answer["Location"])
