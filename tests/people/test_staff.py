"""Staff sign in with e-mail and password."""

import pytest

from tests.factories import UserFactory, front_page
from tests.people.doors import sign_in_by_pin, signed_in

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
