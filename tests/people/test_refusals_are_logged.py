"""A refused sign-in leaves a line in the log that names nobody."""

import logging

import pytest

from tests.factories import PIN, PersonFactory

pytestmark = pytest.mark.django_db


def refusals(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]


def test_a_wrong_pin_is_written_down_without_code_or_pin(client, caplog):
    asha = PersonFactory(user__username="M104208")
    asha.user.set_password(PIN)
    asha.user.save()
    client.post("/account/login/", {"login": "M104208", "password": "593027"})
    lines = refusals(caplog)
    assert any("Signing in refused" in line for line in lines)
    assert not any("M104208" in line or "593027" in line for line in lines)


@pytest.mark.parametrize("address", ["/account/signup/", "/account/login/code/"])
def test_a_wrong_one_time_code_is_written_down_without_phone_or_code(client, caplog, address):
    PersonFactory(user__phone="+919845012345", user__phone_verified_at="2026-01-01T00:00Z")
    page = client.post(address, {"phone": "98450 12345"})["Location"]
    client.post(page, {"code": "000000"})
    lines = refusals(caplog)
    assert any("wrong one-time code" in line for line in lines)
    assert not any("98450" in line or "000000" in line for line in lines)
