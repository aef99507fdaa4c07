"""Signing in with the code that comes to a known phone."""

import pytest
from django.test import Client

from tests.people.doors import (
    ASK_CODE,
    PHONE,
    SIGN_IN,
    TYPE_CODE,
    TYPED_PHONE,
    after,
    code_in,
    member,
    sign_in_by_code,
    sign_in_by_pin,
    signed_in,
    wrong,
)
from tests.ways_of_typing import WAYS


@pytest.mark.parametrize("typed", [TYPED_PHONE, "९८४५०१२३४५", "+91-98450-12345"])
def test_the_code_opens_the_door_in_any_spelling_of_the_phone(client, sms, typed):
    asha = member(PHONE, language="hi")
    answer = sign_in_by_code(client, sms, typed)
    assert [phone for phone, _ in sms] == [PHONE]
    assert signed_in(client) == asha.user
    assert answer["Location"] == "/people/language/hi/?next=%2Fdesk%2F"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_code_is_read_however_it_is_typed(client, sms, way):
    asha = member(PHONE)
    client.post(ASK_CODE, {"phone": TYPED_PHONE})
    client.post(TYPE_CODE, {"code": way(code_in(sms))})
    assert signed_in(client) == asha.user


def test_a_wrong_code_is_refused_and_after_five_the_right_one_too(client, sms):
    member(PHONE)
    client.post(ASK_CODE, {"phone": TYPED_PHONE})
    answer = client.post(TYPE_CODE, {"code": wrong(code_in(sms))}, follow=True)
    assert "This is not the code we sent" in answer.content.decode()
    for _ in range(4):
        client.post(TYPE_CODE, {"code": wrong(code_in(sms))})
    client.post(TYPE_CODE, {"code": code_in(sms)})
    assert signed_in(client) is None


@pytest.mark.parametrize(("seconds", "works"), [(590, True), (610, False)])
def test_a_code_works_for_ten_minutes(client, sms, monkeypatch, seconds, works):
    member(PHONE)
    client.post(ASK_CODE, {"phone": TYPED_PHONE})
    after(monkeypatch, seconds)
    client.post(TYPE_CODE, {"code": code_in(sms)})
    assert (signed_in(client) is not None) is works


def test_another_code_is_sent_to_the_same_phone_and_works(client, sms):
    asha = member(PHONE)
    client.post(ASK_CODE, {"phone": TYPED_PHONE})
    client.post(TYPE_CODE, {"action": "resend"})
    assert [phone for phone, _ in sms] == [PHONE, PHONE]
    client.post(TYPE_CODE, {"code": code_in(sms)})
    assert signed_in(client) == asha.user


def test_an_unknown_phone_looks_the_same_and_no_code_opens_it(client, sms):
    member(PHONE)
    known, unknown = Client(), Client()
    answers = [known.post(ASK_CODE, {"phone": TYPED_PHONE}), unknown.post(ASK_CODE, {"phone": "98450 54321"})]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, TYPE_CODE)}
    assert "is not known here" in sms[-1][1]
    for code in ("", "000000", "None"):
        unknown.post(TYPE_CODE, {"code": code})
        assert signed_in(unknown) is None


def test_asking_again_for_an_unknown_phone_looks_the_same_as_for_a_known_one(client):
    member(PHONE)
    answers = []
    for phone in (TYPED_PHONE, "98450 54321"):
        asking = Client()
        asking.post(ASK_CODE, {"phone": phone})
        answers.append(asking.post(TYPE_CODE, {"action": "resend"}))
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, TYPE_CODE)}


def test_who_was_put_out_gets_no_code(client, sms):
    member(PHONE, user__is_active=False)
    client.post(ASK_CODE, {"phone": TYPED_PHONE})
    assert "is not known here" in sms[-1][1]


def test_no_code_goes_to_an_e_mail(client, sms, mailoutbox):
    member(user__email="asha@example.org")
    answer = client.post(ASK_CODE, {"email": "asha@example.org"}, follow=True)
    assert "phone" in answer.context["form"].errors
    assert (sms, mailoutbox) == ([], [])


@pytest.mark.parametrize("phone", [TYPED_PHONE, "98450 54321"])
def test_the_page_for_the_code_shows_the_number_and_leads_back_to_it(client, phone):
    member(PHONE)
    client.post(ASK_CODE, {"phone": phone})
    assert f"Sent again to {phone}" in client.post(TYPE_CODE, {"action": "resend"}, follow=True).content.decode()
    back = client.post(TYPE_CODE, {"action": "start-again"}, follow=True)
    assert back.redirect_chain == [(ASK_CODE, 302)]
    assert f'value="{phone}"' in back.content.decode()


def test_a_code_that_is_still_on_its_way_does_not_stop_who_types_her_pin(client, sms):
    asha = member(PHONE)
    client.post(ASK_CODE, {"phone": TYPED_PHONE})
    assert client.get(SIGN_IN).status_code == 200
    sign_in_by_pin(client, TYPED_PHONE)
    assert signed_in(client) == asha.user
