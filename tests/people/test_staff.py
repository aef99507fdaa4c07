"""Staff sign in with e-mail and password."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.errors import PersonHasRole
from people.services import give_new_pin
from people.signals import access_changed
from tests.factories import PersonFactory, UserFactory, front_page
from tests.people.doors import ASK_CODE, PHONE, member, sign_in_by_pin, signed_in

EMAIL, PASSWORD = "meera@portal.example", "turmeric-and-indigo-27"


@pytest.fixture
def meera():
    user = UserFactory(staff=True, email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize("login", [EMAIL, "MEERA@portal.example", f"  {EMAIL} "])
def test_an_editor_signs_in_with_e_mail_and_password_and_lands_in_the_admin(client, meera, login):
    front_page()
    answer = sign_in_by_pin(client, login, PASSWORD)
    assert signed_in(client) == meera
    assert client.get(answer["Location"])["Location"] == "/admin/"


def test_a_password_keeps_its_letters_as_they_were_typed(client, meera):
    meera.set_password("ｔｕｒｍｅｒｉｃ-२७-indigo")
    meera.save()
    sign_in_by_pin(client, EMAIL, "turmeric-27-indigo")
    assert signed_in(client) is None
    sign_in_by_pin(client, EMAIL, "ｔｕｒｍｅｒｉｃ-२७-indigo")
    assert signed_in(client) == meera


@pytest.mark.parametrize(("login", "password"), [
    (EMAIL, "turmeric-and-indigo-28"),
    (EMAIL, PASSWORD.upper()),
    (EMAIL, ""),
    ("somebody@portal.example", PASSWORD),
    ("", PASSWORD),
])  # fmt: skip
def test_anything_else_is_refused(client, meera, login, password):
    sign_in_by_pin(client, login, password)
    assert signed_in(client) is None


def test_an_editor_who_was_put_out_does_not_come_in(client, meera):
    meera.is_active = False
    meera.save()
    answer = sign_in_by_pin(client, EMAIL, PASSWORD)
    assert signed_in(client) is None
    assert client.get("/admin/")["Location"].startswith("/account/login/")
    assert answer.status_code in {200, 302}


def test_no_code_by_sms_goes_to_staff(client, sms, meera):
    meera.phone, meera.phone_verified_at = PHONE, timezone.now()
    meera.save()
    client.post(ASK_CODE, {"phone": PHONE})
    assert "is not known here" in sms[-1][1]
    sign_in_by_pin(client, PHONE, PASSWORD)
    assert signed_in(client) is None


@pytest.fixture
def editor():
    """A learner whom somebody put among the editors without calling her staff."""
    person = member(PHONE)
    editors = Group.objects.get_or_create(name="Editors")[0]
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    person.user.groups.add(editors)
    return person


def test_who_edits_without_being_called_staff_needs_the_second_factor_too(sign_in, settings, editor):
    front_page()
    settings.SECOND_FACTOR_FOR_STAFF = True
    assert sign_in(editor).get("/admin/")["Location"] == "/account/2fa/"


def test_no_code_by_sms_and_no_new_pin_open_the_account_of_who_edits(client, sms, editor):
    client.post(ASK_CODE, {"phone": PHONE})
    assert "is not known here" in sms[-1][1]
    with pytest.raises(PersonHasRole):
        give_new_pin(editor, by=None)
    with pytest.raises(ValidationError, match="12 characters"):
        validate_password("735192", editor.user)


def test_where_it_is_asked_for_the_admin_opens_only_with_a_second_factor(sign_in, settings, meera):
    front_page()
    settings.SECOND_FACTOR_FOR_STAFF = True
    meera.is_superuser = True
    meera.save()
    answer = sign_in(meera).get("/admin/pages/", follow=True)
    assert answer.redirect_chain == [("/account/2fa/", 302)]
    assert "you need a second factor" in answer.content.decode()
    assert 'href="/account/email/"' in answer.content.decode()
    Authenticator.objects.create(user=meera, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert sign_in(meera).get("/admin/").status_code == 200


def test_the_embedded_portal_lets_its_editor_in_by_password_alone(sign_in, settings, meera):
    front_page()
    assert settings.SECOND_FACTOR_FOR_STAFF is False
    meera.is_superuser = True
    meera.save()
    assert sign_in(meera).get("/admin/").status_code == 200


def test_an_account_that_is_shut_in_the_admin_is_told_to_what_holds_its_sockets(
    sign_in, meera, django_capture_on_commit_callbacks
):
    front_page()
    asha, told = PersonFactory(), []
    meera.is_superuser = True
    meera.save()
    receive = lambda sender, person, **kwargs: told.append(person)  # noqa: E731
    access_changed.connect(receive)
    with django_capture_on_commit_callbacks(execute=True):
        form = {"username": asha.user.username, "email": "asha@example.org", "first_name": "Asha", "last_name": "Pawar"}
        answer = sign_in(meera).post(f"/admin/users/edit/{asha.user.pk}/", form)
    access_changed.disconnect(receive)
    asha.user.refresh_from_db()
    assert (answer.status_code, told, asha.user.is_active) == (302, [asha], False)
