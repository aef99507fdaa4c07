"""What makes a PIN or a password good enough, and choosing one."""

import time

import pytest
from django.core.exceptions import ValidationError

from core.models import AuditEntry
from people.access import announce_account_changed
from people.auth import PinOrPasswordValidator
from people.enums import Role
from people.models import User
from people.services import end_role, give_new_pin, grant_role, set_pin
from people.signals import access_changed
from tests.factories import PIN, PersonFactory, PlaceFactory
from tests.people.doors import PHONE, WRONG_PIN, member, sign_in_by_code, sign_in_by_pin, signed_in

STAFF, LEARNER = User(is_staff=True, username="meera"), User(username="M104208", phone="+919845012345")
PAGE = "/people/me/pin/"


def without_pin():
    """Somebody who signed up by SMS and has no PIN yet."""
    asha = PersonFactory()
    asha.user.set_unusable_password()
    asha.user.save()
    return asha


@pytest.mark.parametrize("pin", ["482719", "100200", "907315", "593027"])
def test_six_mixed_digits_are_a_pin(pin):
    PinOrPasswordValidator().validate(pin, LEARNER)
    PinOrPasswordValidator().validate(pin)


@pytest.mark.parametrize("pin", ["111111", "000000", "123456", "456789", "789012", "654321", "210987"])
def test_a_plain_row_is_no_pin(pin):
    with pytest.raises(ValidationError) as refusal:
        PinOrPasswordValidator().validate(pin, LEARNER)
    assert refusal.value.code == "easy_pin"


@pytest.mark.parametrize(
    "pin", ["123123", "121212", "112233", "159753", "147258", "123321", "111222", "696969", "789456", "101010"]
)
def test_what_everybody_tries_first_is_no_pin(pin):
    with pytest.raises(ValidationError) as refusal:
        PinOrPasswordValidator().validate(pin, LEARNER)
    assert refusal.value.code == "easy_pin"


@pytest.mark.parametrize("pin", ["104208", "802401", "984501", "012345", "543210"])
def test_the_digits_of_her_own_code_and_phone_are_no_pin(pin):
    with pytest.raises(ValidationError):
        PinOrPasswordValidator().validate(pin, LEARNER)


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
    asha = without_pin()
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
    asha = without_pin()
    answer = sign_in(asha).post(PAGE, {"pin": pin, "again": again})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.get(pk=asha.user.pk).check_password(pin)
    assert f'value="{pin or "-"}"' not in answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.post(PAGE, {"pin": "593027", "again": "593027"})["Location"].startswith("/account/login/")


def test_who_found_the_phone_open_does_not_change_the_pin(client, sign_in):
    asha = member()
    answer = sign_in(asha).post(PAGE, {"old": WRONG_PIN, "pin": "593027", "again": "593027"})
    assert "old" in answer.context["form"].errors
    assert client.post(PAGE, {"pin": "593027", "again": "593027"}).status_code == 422
    assert User.objects.get(pk=asha.user.pk).check_password(PIN)


def test_the_old_pin_opens_the_way_to_a_new_one(sign_in):
    asha = member()
    answer = sign_in(asha).post(PAGE, {"old": "४८२७१९", "pin": "593027", "again": "593027"})
    assert answer["Location"] == "/people/me/"
    assert User.objects.get(pk=asha.user.pk).check_password("593027")


def test_who_came_in_by_sms_chooses_a_new_pin_without_the_old_one_for_ten_minutes(client, sms, monkeypatch):
    asha = member(PHONE)
    sign_in_by_code(client, sms)
    later = time.time() + 601
    with monkeypatch.context() as patch:
        patch.setattr("people.auth.time.time", lambda: later)
        assert "old" in client.get(PAGE).context["form"].fields
    assert "old" not in client.get(PAGE).context["form"].fields
    client.post(PAGE, {"pin": "593027", "again": "593027"})
    assert User.objects.get(pk=asha.user.pk).check_password("593027")


@pytest.fixture
def given_a_pin():
    """Somebody whose trainer gave her a PIN, and the PIN."""
    asha, trainer = member(), PersonFactory()
    return asha, give_new_pin(asha, by=trainer.user)


@pytest.mark.parametrize("page", ["/people/me/", "/notices/", "/talks/"])
def test_a_pin_that_was_given_opens_only_the_way_to_one_of_her_own(client, given_a_pin, page):
    asha, pin = given_a_pin
    sign_in_by_pin(client, asha.user.username, pin)
    assert client.get(page)["Location"] == PAGE
    assert "somebody else has seen it" in client.get(PAGE).content.decode()
    client.post(PAGE, {"pin": "593027", "again": "593027"})
    assert client.get(page).status_code == 200


def test_the_pin_that_was_given_is_not_chosen_again(client, given_a_pin):
    asha, pin = given_a_pin
    sign_in_by_pin(client, asha.user.username, pin)
    answer = client.post(PAGE, {"pin": pin, "again": pin})
    assert "Others have seen this PIN" in answer.content.decode()


def test_whoever_holds_her_sockets_is_told_when_her_access_changes(django_capture_on_commit_callbacks):
    asha, told = member(), []
    grant = grant_role(asha, role=Role.MENTOR, over=PlaceFactory(), by=None)
    receive = lambda sender, person, **kwargs: told.append(person)  # noqa: E731
    access_changed.connect(receive)
    for change in (
        lambda: set_pin(asha.user, "593027"),
        lambda: end_role(grant, by=None),
        lambda: give_new_pin(asha, by=asha.user),
        lambda: announce_account_changed(asha.user),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            change()
    access_changed.disconnect(receive)
    assert told == [asha] * 4
