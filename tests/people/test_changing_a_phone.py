"""Changing the phone one signs in with, on the page about oneself."""

import pytest

from core.models import AuditEntry
from people import adapter
from people.models import User
from tests.factories import PIN
from tests.people.doors import PHONE, WRONG_PIN, code_in, member, new_browser, sign_in_by_code, signed_in, wrong

PAGE, CODE = "/people/me/phone/", "/people/me/phone/code/"
NEW, TYPED = "+919876501234", "098765 01234"
SENT = {"phone": TYPED, "old": PIN}

pytestmark = pytest.mark.django_db


def phone_of(person) -> str:
    return str(User.objects.get(pk=person.user.pk).phone)


def changes():
    return list(AuditEntry.objects.filter(action="user.phone_changed"))


def test_she_signs_in_with_the_new_number_once_its_code_is_typed_and_the_old_one_is_told(sign_in, sms):
    asha = member(PHONE)
    client = sign_in(asha)
    assert PAGE in client.get("/people/me/").text
    assert client.post(PAGE, SENT).url == CODE
    assert [to for to, _text in sms] == [NEW]
    assert "98765 01234" in client.get(CODE).text
    assert phone_of(asha) == PHONE
    page = client.post(CODE, {"code": code_in(sms)}, follow=True).text
    assert "From now on you sign in with 98765 01234." in page
    assert phone_of(asha) == NEW
    assert [entry.by for entry in changes()] == [asha.user]
    assert sms[-1][0] == PHONE
    assert "Another number" in sms[-1][1]
    assert client.get(CODE).url == PAGE
    stranger = new_browser(client)
    sign_in_by_code(stranger, sms, TYPED)
    assert signed_in(stranger) == asha.user


@pytest.mark.parametrize(
    ("field", "typed"),
    [("old", WRONG_PIN), ("old", ""), ("phone", ""), ("phone", "12345"), ("phone", "080 2345 6789"), ("phone", PHONE)],
)
def test_what_is_wrong_is_said_beside_its_field_and_no_code_is_sent(sign_in, sms, field, typed):
    asha = member(PHONE)
    answer = sign_in(asha).post(PAGE, {**SENT, field: typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert (sms, phone_of(asha)) == ([], PHONE)


def test_a_wrong_pin_is_named_without_speaking_of_another_one(sign_in):
    page = sign_in(member(PHONE)).post(PAGE, {**SENT, "old": WRONG_PIN}).text
    assert "This is not your PIN or password." in page
    assert "until now." not in page


def test_a_wrong_code_changes_nothing_and_is_looked_at_five_times(sign_in, sms):
    asha = member(PHONE)
    client = sign_in(asha)
    client.post(PAGE, SENT)
    code = code_in(sms)
    for _try in range(5):
        answer = client.post(CODE, {"code": wrong(code)})
        assert answer.status_code == 422
        assert "This is not the code we sent." in answer.text
    assert client.post(CODE, {"code": code}).status_code == 422
    assert (phone_of(asha), changes()) == (PHONE, [])


def test_another_code_is_sent_and_a_wrong_number_is_put_right(sign_in, sms):
    client = sign_in(member(PHONE))
    client.post(PAGE, SENT)
    page = client.post(CODE, {"action": "resend"}, follow=True).text
    assert "Sent again to 98765 01234." in page
    assert len(sms) == 2
    answer = client.post(CODE, {"action": "start-again"}, follow=True)
    assert 'value="98765 01234"' in answer.text


def test_a_code_of_eleven_minutes_ago_counts_no_more(sign_in, sms, monkeypatch):
    asha = member(PHONE)
    client = sign_in(asha)
    client.post(PAGE, SENT)
    session = client.session
    session["awaited_phone"] = {**session["awaited_phone"], "sent_at": session["awaited_phone"]["sent_at"] - 660}
    session.save()
    assert client.post(CODE, {"code": code_in(sms)}).url == PAGE
    assert phone_of(asha) == PHONE


def test_a_number_that_somebody_else_uses_too_is_welcome(sign_in, sms):
    salma, asha = member(NEW), member(PHONE)
    client = sign_in(asha)
    client.post(PAGE, SENT)
    client.post(CODE, {"code": code_in(sms)})
    assert (phone_of(asha), phone_of(salma)) == (NEW, NEW)


def test_nobody_sends_codes_to_other_peoples_numbers_without_end(sign_in, sms):
    client = sign_in(member(PHONE))
    answers = [client.post(PAGE, {**SENT, "phone": f"98765 0123{digit}"}) for digit in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [422]
    assert len(sms) == 5
    assert "Too many codes" in answers[-1].text


def test_where_the_gateway_is_away_that_is_said_and_the_number_stays(sign_in, monkeypatch):
    def away(phone, text):
        raise OSError

    monkeypatch.setattr(adapter, "send_sms", away)
    asha = member(PHONE)
    answer = sign_in(asha).post(PAGE, SENT)
    assert answer.status_code == 422
    assert "Your number stays as it is" in answer.text
    assert phone_of(asha) == PHONE
