"""What people do at the doors of the portal: sign up, type a code, sign in."""

import re
from types import SimpleNamespace

from allauth.account.internal.flows import code_verification
from allauth.core.internal import ratelimit
from django.test import Client

from people.models import User
from tests.factories import PIN, PersonFactory

PHONE, TYPED_PHONE = "+919845012345", "98450 12345"
SIGN_UP, VERIFY = "/account/signup/", "/account/phone/verify/"
SIGN_IN, ASK_CODE, TYPE_CODE = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"
WRONG_PIN = "735192"


def member(phone="", pin=PIN, **kwargs):
    """Somebody with a PIN, and where ``phone`` is given the proof that it reaches her."""
    from django.utils import timezone

    proved = {"user__phone": phone, "user__phone_verified_at": timezone.now()} if phone else {}
    person = PersonFactory(**proved, **kwargs)
    person.user.set_password(pin)
    person.user.save()
    return person


def code_in(sms):
    """The code of the last SMS."""
    return re.search(r"\d{6}", sms[-1][1]).group()


def wrong(code):
    """A code that is not this one."""
    return f"{(int(code) + 1) % 10**6:06d}"


def sign_up(client, sms, phone=TYPED_PHONE):
    """Sign up and type the right code; the answer to the code."""
    client.post(SIGN_UP, {"phone": phone})
    return client.post(VERIFY, {"code": code_in(sms)})


def sign_in_by_code(client, sms, phone=TYPED_PHONE):
    """Sign in by SMS; the answer to the code."""
    client.post(ASK_CODE, {"phone": phone})
    return client.post(TYPE_CODE, {"code": code_in(sms)})


def sign_in_by_pin(client, login, pin=PIN, **kwargs):
    """The answer to member code, phone or e-mail, and PIN or password."""
    return client.post(SIGN_IN, {"login": login, "password": pin}, **kwargs)


def signed_in(client: Client) -> User | None:
    """Who is signed in on this browser."""
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk) if pk else None


def new_browser(client):
    """``client`` without its cookies: somebody else's browser at the same address (making a client is slow)."""
    client.cookies.clear()
    return client


def after(monkeypatch, seconds):
    """The clock of codes and limits goes on by so many seconds."""
    import time

    clock = SimpleNamespace(time=lambda: time.time() + seconds, monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr(code_verification, "time", clock)
    monkeypatch.setattr(ratelimit, "time", clock)
