"""Signing in with a member code or a phone, and a PIN."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import PIN
from tests.people.doors import PHONE, WRONG_PIN, member, sign_in_by_pin, signed_in
from tests.ways_of_typing import WAYS


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_member_code_and_a_pin_are_read_however_they_are_typed(client, way):
    asha = member(user__username="M104208")
    sign_in_by_pin(client, way("M104208"), way(PIN))
    assert signed_in(client) == asha.user


@pytest.mark.parametrize("typed", ["9845012345", "98450 12345", "९८४५०१२३४५", "+91-98450-12345", "0９８４５０१२３４５"])
def test_a_phone_is_read_in_any_spelling(client, typed):
    asha = member(PHONE)
    sign_in_by_pin(client, typed)
    assert signed_in(client) == asha.user


@pytest.mark.parametrize("pin", ["४८२७१९", "೪೮೨೭೧೯", "൪൮൨൭൧൯", "４８２７１９"])
def test_a_pin_is_read_in_the_digits_of_any_keyboard(client, pin):
    asha = member(user__username="M104208")
    sign_in_by_pin(client, "M104208", pin)
    assert signed_in(client) == asha.user


def test_she_goes_on_in_her_own_language(client):
    member(user__username="M104208", language="kn")
    answer = sign_in_by_pin(client, "M104208")
    assert answer["Location"] == "/people/language/kn/?next=%2Fdesk%2F"


def test_she_goes_on_to_where_she_wanted_to_go(client):
    member(user__username="M104208")
    answer = client.post("/account/login/", {"login": "M104208", "password": PIN, "next": "/notices/"})
    assert answer["Location"] == "/people/language/en/?next=%2Fnotices%2F"


@pytest.mark.parametrize("login", ["M104208", "98450 12345"])
def test_a_wrong_pin_is_refused_in_plain_words(client, login):
    member(PHONE, user__username="M104208")
    answer = sign_in_by_pin(client, login, WRONG_PIN)
    assert "PIN is not right. Check both and try again." in answer.content.decode()
    assert signed_in(client) is None


def test_a_stranger_is_not_told_whether_a_member_code_exists():
    member(user__username="M104208")
    known = sign_in_by_pin(Client(), "M104208", WRONG_PIN)
    unknown = sign_in_by_pin(Client(), "M999999", WRONG_PIN)
    assert known.context["form"].errors == unknown.context["form"].errors


def test_a_phone_that_was_not_proved_is_no_name_to_sign_in_with(client):
    asha = member()
    asha.user.phone = PHONE
    asha.user.save()
    sign_in_by_pin(client, PHONE)
    assert signed_in(client) is None


def test_a_contact_phone_is_no_name_to_sign_in_with(client):
    member(contact_phone=PHONE)
    sign_in_by_pin(client, PHONE)
    assert signed_in(client) is None


def test_no_pin_is_no_pin_at_all(client):
    asha = member(user__username="M104208")
    asha.user.set_unusable_password()
    asha.user.save()
    for pin in ("", " ", "None", "!"):
        sign_in_by_pin(client, "M104208", pin)
        assert signed_in(client) is None


@pytest.mark.parametrize("login", ["M104208", PHONE])
def test_who_was_put_out_does_not_come_in_with_the_right_pin(client, login):
    member(PHONE, user__username="M104208", user__is_active=False)
    sign_in_by_pin(client, login)
    assert signed_in(client) is None


def test_who_is_put_out_while_signed_in_is_out_at_her_next_step(client):
    asha = member(user__username="M104208")
    sign_in_by_pin(client, "M104208")
    asha.user.is_active = False
    asha.user.save()
    assert client.get("/people/me/")["Location"].startswith("/account/login/")


def test_a_sign_in_page_that_was_left_open_takes_who_is_in_already_on():
    asha = member(user__username="M104208")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(asha.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    answer = browser.post("/account/login/", {"login": "x", "next": "/notices/"}, follow=True)
    assert answer.request["PATH_INFO"] == "/notices/"
    assert Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"}).status_code == 403
