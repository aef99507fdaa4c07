"""What makes a PIN or a password good enough, and choosing one."""

import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEntry
from people.auth import PinOrPasswordValidator
from people.models import User
from tests.factories import PersonFactory
from tests.people.doors import sign_in_by_pin, signed_in

STAFF, LEARNER = User(is_staff=True, username="meera"), User(username="M482719")
PAGE = "/people/me/pin/"


@pytest.mark.parametrize("pin", ["482719", "100200", "112233", "909090"])
def test_six_mixed_digits_are_a_pin(pin):
    PinOrPasswordValidator().validate(pin, LEARNER)
    PinOrPasswordValidator().validate(pin)


@pytest.mark.parametrize("pin", ["111111", "000000", "123456", "456789", "789012", "654321", "210987"])
def test_a_plain_row_is_no_pin(pin):
    with pytest.raises(ValidationError) as refusal:
        PinOrPasswordValidator().validate(pin, LEARNER)
    assert refusal.value.code == "easy_pin"


@pytest.mark.parametrize("pin", ["", "4827", "4827190", "48271a", "482 719", "४८२७१९", "482719\n", "password"])
def test_what_is_not_six_digits_is_no_pin(pin):
    with pytest.raises(ValidationError) as refusal:
        PinOrPasswordValidator().validate(pin, LEARNER)
    assert refusal.value.code == "not_a_pin"


def test_a_learner_may_have_a_long_password():
    PinOrPasswordValidator().validate("mango-river-lamp", LEARNER)


@pytest.mark.parametrize(("password", "code"), [
    ("482719", "too_short"),
    ("elevenchars", "too_short"),
    ("q1w2e3r4t5y6", "password_too_common"),
])  # fmt: skip
def test_staff_need_a_long_password_that_is_not_common(password, code):
    with pytest.raises(ValidationError) as refusal:
        PinOrPasswordValidator().validate(password, STAFF)
    assert refusal.value.code == code


def test_who_has_no_member_code_needs_a_long_password_before_anybody_made_her_staff():
    with pytest.raises(ValidationError):
        PinOrPasswordValidator().validate("482719", User(username="meera"))


def test_a_long_password_is_good_enough_for_staff():
    PinOrPasswordValidator().validate("turmeric-and-indigo-27", STAFF)


@pytest.mark.parametrize("typed", ["593027", "५९३०२७"])
def test_she_chooses_a_pin_stays_signed_in_and_comes_in_with_it(client, sign_in, typed):
    asha = PersonFactory()
    sign_in(asha)
    assert client.post(PAGE, {"pin": typed, "again": "593027"})["Location"] == "/people/me/"
    assert signed_in(client) == asha.user
    assert AuditEntry.objects.get(action="user.pin_set").by == asha.user
    client.post("/account/logout/")
    sign_in_by_pin(client, asha.user.username, "593027")
    assert signed_in(client) == asha.user


@pytest.mark.parametrize(("pin", "again", "field"), [
    ("593027", "593028", "again"),
    ("123456", "123456", "pin"),
    ("59302", "59302", "pin"),
    ("593027", "", "again"),
    ("", "", "pin"),
])  # fmt: skip
def test_a_pin_that_will_not_do_is_refused_beside_its_field_and_changes_nothing(client, sign_in, pin, again, field):
    asha = PersonFactory()
    answer = sign_in(asha).post(PAGE, {"pin": pin, "again": again})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.get(pk=asha.user.pk).check_password(pin)
    assert f'value="{pin or "-"}"' not in answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.post(PAGE, {"pin": "593027", "again": "593027"})["Location"].startswith("/account/login/")
