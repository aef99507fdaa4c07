"""Sending an SMS, and what she reads when it cannot be sent."""

import pytest

from people import sms as sending
from people.models import User
from tests.people.doors import ASK_CODE, PHONE, SIGN_UP, TYPE_CODE, code_in, member, signed_in

PROBLEM = "The SMS could not be sent"


class NoGateway:
    """A gateway that does not answer."""

    def send(self, phone, text):
        raise ConnectionRefusedError


@pytest.fixture
def gateway_away(settings):
    def _away():
        settings.SMS_BACKEND = f"{__name__}.NoGateway"

    return _away


@pytest.mark.parametrize("page", [SIGN_UP, ASK_CODE])
def test_when_the_gateway_is_away_she_is_told_and_offered_the_other_way_in(client, gateway_away, page):
    member(PHONE)
    gateway_away()
    answer = client.post(page, {"phone": PHONE}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/login/"
    assert PROBLEM in answer.content.decode()
    assert signed_in(client) is None


def test_the_first_code_still_works_when_another_could_not_be_sent(client, sms, gateway_away):
    asha = member(PHONE)
    client.post(ASK_CODE, {"phone": PHONE})
    first = code_in(sms)
    gateway_away()
    client.post(TYPE_CODE, {"action": "resend"})
    client.post(TYPE_CODE, {"code": first})
    assert signed_in(client) == asha.user


def test_the_text_and_the_phone_are_not_logged(client, gateway_away, caplog):
    gateway_away()
    client.post(SIGN_UP, {"phone": PHONE})
    assert PHONE not in caplog.text
    assert PHONE[3:] not in caplog.text
    assert not User.objects.filter(phone_verified_at__isnull=False).exists()


def test_the_terminal_shows_the_sms_of_the_embedded_portal(capsys, settings):
    settings.SMS_BACKEND = "people.sms.TerminalSms"
    sending.send_sms(PHONE, "123456 is your code")
    assert "SMS to +919845012345: 123456 is your code" in capsys.readouterr().out


def test_the_gateway_gets_the_sms_as_json_with_the_token_and_a_time_limit(monkeypatch, settings):
    seen = {}

    class Answer:
        def __enter__(self):
            return self

        def __exit__(self, *args):
            return None

    def urlopen(request, timeout):
        seen.update(url=request.full_url, body=request.data, key=request.headers["Authorization"], timeout=timeout)
        return Answer()

    monkeypatch.setattr(sending.urllib.request, "urlopen", urlopen)
    settings.SMS_BACKEND = "people.sms.GatewaySms"
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = "https://gateway.example/send", "secret"
    sending.send_sms(PHONE, "123456 is your code")
    assert seen == {
        "url": "https://gateway.example/send",
        "body": b'{"to": "+919845012345", "text": "123456 is your code"}',
        "key": "Bearer secret",
        "timeout": 10,
    }


def test_no_sms_leaves_while_each_process_counts_for_itself(sms, monkeypatch):
    monkeypatch.setattr("people.sms.limits_are_shared", lambda: False)
    with pytest.raises(OSError, match="not counted together"):
        sending.send_sms("+919845012345", "123456 is your code")
    assert sms == []
