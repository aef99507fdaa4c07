"""Signing up with a phone and the code that comes to it."""

import re

import pytest
from django.test import Client

from people.models import User
from tests.people.doors import (
    PHONE,
    SIGN_UP,
    TYPED_PHONE,
    VERIFY,
    after,
    code_in,
    sign_up,
    signed_in,
    wrong,
)
from tests.ways_of_typing import WAYS


def test_the_code_comes_by_sms_and_opens_the_door_to_the_introduction(client, sms):
    answer = client.post(SIGN_UP, {"phone": TYPED_PHONE})
    assert answer["Location"] == VERIFY
    ((phone, text),) = sms
    assert (phone, len(code_in(sms))) == (PHONE, 6)
    assert "10 minutes" in text

    answer = client.post(VERIFY, {"code": code_in(sms)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/people/introduce/"
    user = signed_in(client)
    assert (str(user.phone), user.phone_verified_at is not None) == (PHONE, True)
    assert re.fullmatch(r"M\d{6}", user.username)
    assert not user.has_usable_password()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_code_is_read_however_it_is_typed(client, sms, way):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    client.post(VERIFY, {"code": way(code_in(sms))})
    assert signed_in(client) is not None


@pytest.mark.parametrize("typed", ["९८४५०१२३४५", "+91-98450-12345", "０９８４５０１２３４５"])
def test_the_phone_is_kept_in_one_spelling(client, sms, typed):
    sign_up(client, sms, typed)
    assert [phone for phone, _ in sms] == [PHONE]
    assert User.objects.get().phone == PHONE


@pytest.mark.parametrize("typed", ["", "98765", "Asha", "98450 1234५ 99999"])
def test_what_is_no_phone_is_refused_beside_its_field_and_nobody_is_made(client, sms, typed):
    answer = client.post(SIGN_UP, {"phone": typed}, follow=True)
    assert "phone" in answer.context["form"].errors
    assert (sms, User.objects.count()) == ([], 0)


def test_a_wrong_code_is_refused_and_the_right_one_still_works(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    answer = client.post(VERIFY, {"code": wrong(code_in(sms))}, follow=True)
    assert "This is not the code we sent" in answer.content.decode()
    assert signed_in(client) is None
    client.post(VERIFY, {"code": code_in(sms)})
    assert signed_in(client) is not None


def test_after_five_wrong_codes_the_right_one_is_refused_too(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    for _ in range(5):
        client.post(VERIFY, {"code": wrong(code_in(sms))})
    client.post(VERIFY, {"code": code_in(sms)})
    assert signed_in(client) is None
    assert not User.objects.exists()


@pytest.mark.parametrize(("seconds", "works"), [(590, True), (610, False)])
def test_a_code_works_for_ten_minutes(client, sms, monkeypatch, seconds, works):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    after(monkeypatch, seconds)
    client.post(VERIFY, {"code": code_in(sms)})
    assert (signed_in(client) is not None) is works


def test_a_code_that_is_sent_again_replaces_the_first(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    first = code_in(sms)
    client.post(VERIFY, {"action": "resend"})
    assert len(sms) == 2
    if code_in(sms) != first:  # one in a million times they are the same
        client.post(VERIFY, {"code": first})
        assert signed_in(client) is None
    client.post(VERIFY, {"code": code_in(sms)})
    assert signed_in(client) is not None


def test_a_code_works_only_in_the_browser_that_asked_for_it(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    other = Client()
    answer = other.post(VERIFY, {"code": code_in(sms)})
    assert answer["Location"] == "/account/login/"
    assert signed_in(other) is None


def test_a_code_works_once(client, sms):
    sign_up(client, sms)
    code = code_in(sms)
    client.post("/account/logout/")
    client.post(VERIFY, {"code": code})
    assert signed_in(client) is None


def test_a_phone_that_was_never_proved_opens_nothing(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    sms.clear()
    other = Client()
    other.post("/account/login/code/", {"phone": TYPED_PHONE})
    assert "not known here" in sms[-1][1]


def test_signing_up_tells_nobody_whether_a_phone_is_known(client, sms):
    sign_up(Client(), sms)
    known, unknown = Client(), Client()
    answers = [
        browser.post(SIGN_UP, {"phone": phone}) for browser, phone in ((known, TYPED_PHONE), (unknown, "98450 54321"))
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, VERIFY)}


def test_nobody_is_written_down_before_the_code_was_typed(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    assert not User.objects.exists()
    client.post(VERIFY, {"code": code_in(sms)})
    assert User.objects.count() == 1


def test_the_page_for_the_code_shows_the_number_and_leads_back_to_it(client, sms):
    client.post(SIGN_UP, {"phone": TYPED_PHONE})
    assert "98450 12345" in client.get(VERIFY).content.decode()
    again = client.post(VERIFY, {"action": "resend"}, follow=True).content.decode()
    assert "Sent again to 98450 12345" in again
    back = client.post(VERIFY, {"action": "start-again"}, follow=True)
    assert back.redirect_chain == [(SIGN_UP, 302)]
    assert 'value="98450 12345"' in back.content.decode()
    assert client.get(VERIFY)["Location"] == "/account/login/"


def test_a_mistake_leads_back_to_the_page_so_that_going_back_in_the_browser_meets_no_post(client, sms):
    answer = client.post(SIGN_UP, {"phone": "98765"})
    assert (answer.status_code, answer["Location"]) == (302, SIGN_UP)
    shown = client.get(SIGN_UP).content.decode()
    assert 'value="98765"' in shown
    assert "not a phone number we can reach" in shown
    assert "not a phone number we can reach" not in client.get(SIGN_UP).content.decode()


def test_who_goes_back_to_the_code_page_when_she_is_in_goes_on(client, sms):
    sign_up(client, sms)
    assert client.get(VERIFY, follow=True).request["PATH_INFO"] == "/people/introduce/"
    assert client.get("/account/phone/change/")["Location"] == "/people/me/phone/"
