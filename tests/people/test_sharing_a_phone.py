"""Two women, one phone: each has her own account, and the code opens no more than theirs."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from people.models import User
from tests.people.doors import (
    ASK_CODE,
    PHONE,
    TYPE_CODE,
    code_in,
    member,
    sign_in_by_code,
    sign_in_by_pin,
    sign_up,
    signed_in,
)

WHO = "/people/who/"


@pytest.fixture
def asha():
    return member(PHONE, pin="482719", name="Asha Pawar", language="hi")


@pytest.fixture
def salma():
    return member(PHONE, pin="640281", name="Salma Khatoon", language="kn")


def test_both_can_sign_up_with_it(sms):
    first, second = Client(), Client()
    sign_up(first, sms)
    sign_up(second, sms)
    assert signed_in(first) != signed_in(second)
    assert User.objects.filter(phone=PHONE, phone_verified_at__isnull=False).count() == 2


def test_the_second_to_sign_up_is_asked_who_she_is_and_may_be_somebody_new(client, sms, asha):
    answer = sign_up(client, sms)
    assert answer["Location"].startswith(WHO)
    newcomer = signed_in(client)
    page = client.get(WHO).content.decode()
    assert "Asha Pawar" in page
    assert "Somebody new" in page
    assert client.post(WHO, {"user": newcomer.pk}, follow=True).redirect_chain[-1][0] == "/people/introduce/"


def test_who_signs_up_again_by_mistake_finds_herself(client, sms, asha):
    sign_up(client, sms)
    client.post(WHO, {"user": asha.user.pk})
    assert signed_in(client) == asha.user


def test_each_signs_in_with_her_own_pin(asha, salma):
    for person, pin in ((asha, "482719"), (salma, "640281")):
        browser = Client()
        sign_in_by_pin(browser, "98450 12345", pin)
        assert signed_in(browser) == person.user


def test_after_the_code_both_are_offered_and_the_chosen_one_is_in_in_her_language(client, sms, asha, salma):
    assert sign_in_by_code(client, sms)["Location"].startswith(WHO)
    page = client.get(WHO).content.decode()
    assert "Asha Pawar" in page
    assert "Salma Khatoon" in page
    for person in (salma, asha):
        browser = Client()
        sign_in_by_code(browser, sms)
        answer = browser.post(WHO, {"user": person.user.pk})
        assert signed_in(browser) == person.user
        assert answer["Location"].startswith(f"/people/language/{person.language}/")


def test_a_page_that_was_asked_for_does_not_lead_past_the_choice_but_comes_after_it(client, sms, asha, salma):
    client.post(ASK_CODE, {"phone": PHONE, "next": "/people/me/"})
    answer = client.post(TYPE_CODE, {"code": code_in(sms), "next": "/people/me/"})
    assert answer["Location"] == f"{WHO}?next=%2Fpeople%2Fme%2F"
    chosen = client.post(answer["Location"], {"user": asha.user.pk})
    assert chosen["Location"] == "/people/language/hi/?next=%2Fpeople%2Fme%2F"


def test_an_address_of_somebody_else_is_not_led_to_after_the_choice(client, sms, asha, salma):
    sign_in_by_code(client, sms)
    answer = client.post(f"{WHO}?next=https://elsewhere.example/", {"user": asha.user.pk})
    assert answer["Location"] == "/people/language/hi/?next=%2Fdesk%2F"


def test_who_has_not_said_who_she_is_does_not_hide_the_others(client, sms, asha):
    sign_up(Client(), sms)
    assert sign_in_by_code(client, sms)["Location"].startswith(WHO)
    assert "Asha Pawar" in client.get(WHO).content.decode()


def test_one_woman_alone_is_not_asked(client, sms, asha):
    assert sign_in_by_code(client, sms)["Location"] == "/people/language/hi/?next=%2Fdesk%2F"


def test_nobody_is_chosen_without_a_proven_phone(client, asha, salma):
    sign_in_by_pin(client, PHONE, "482719")
    page = client.get(WHO).content.decode()
    assert "Salma" not in page
    assert client.post(WHO, {"user": salma.user.pk}).status_code == 404
    assert signed_in(client) == asha.user


def test_a_stranger_is_sent_to_sign_in(client, asha):
    assert client.get(WHO)["Location"].startswith("/account/login/")
    assert client.post(WHO, {"user": asha.user.pk})["Location"].startswith("/account/login/")


@pytest.mark.parametrize("whose", ["stranger", "unproven", "put out", "nobody", "nonsense", ""])
def test_nobody_is_chosen_who_does_not_share_the_phone(client, sms, asha, salma, whose):
    others = {
        "stranger": member("+919845054321").user.pk,
        "unproven": member(user__phone=PHONE).user.pk,
        "put out": member(PHONE, user__is_active=False).user.pk,
        "nobody": 10**30,
    }
    sign_in_by_code(client, sms)
    before = signed_in(client)
    assert client.post(WHO, {"user": others.get(whose, whose)}).status_code == 404
    assert signed_in(client) == before


def test_a_code_typed_wrong_proves_nothing(client, sms, asha, salma):
    sign_in_by_pin(client, PHONE, "482719")
    other = Client()
    other.post(ASK_CODE, {"phone": PHONE})
    other.post(TYPE_CODE, {"code": "000000" if code_in(sms) != "000000" else "000001"})
    assert other.post(WHO, {"user": salma.user.pk})["Location"].startswith("/account/login/")


def test_signing_out_ends_the_proof(client, sms, asha, salma):
    sign_in_by_code(client, sms)
    client.post("/account/logout/")
    sign_in_by_pin(client, PHONE, "482719")
    assert client.post(WHO, {"user": salma.user.pk}).status_code == 404


def test_the_choice_does_not_lead_past_a_second_factor(client, sms, asha, salma):
    Authenticator.objects.create(user=salma.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    asha.user.last_login = salma.user.last_login = None
    sign_in_by_code(client, sms)
    client.post(WHO, {"user": salma.user.pk})
    assert signed_in(client) != salma.user


def test_the_proof_of_a_phone_lasts_ten_minutes(client, sms, asha, salma, monkeypatch):
    sign_in_by_code(client, sms)
    later = time.time() + 601
    monkeypatch.setattr("people.auth.time.time", lambda: later)
    assert client.post(WHO, {"user": salma.user.pk}).status_code == 404
