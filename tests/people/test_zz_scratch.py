import pytest, re
from django.urls import reverse
from people.models import User
from tests.factories import *
pytestmark = pytest.mark.django_db

def code(sms): return re.search(r"\d{6}", sms[-1][1]).group()

def test_two(client, sms, django_user_model):
    from django.test import Client
    notice()
    for c in (Client(), Client()):
        r = c.post("/account/signup/", {"phone": "98450 12345"})
        print(r.status_code, r.headers.get("Location"), sms)
        r = c.post("/account/phone/verify/", {"code": code(sms)})
        print(r.status_code, r.headers.get("Location"))
        if r.status_code == 200: print(re.findall(r'field__error.*', r.content.decode()))
        else:
            r = c.get(r.headers["Location"]); print(r.status_code, r.headers.get("Location"), r.headers.get("Cache-Control"))

@pytest.mark.parametrize("typed", ["98450 12345","+91-98450-12345","०98450 12345","९८४५०१२३४५","098450 12345"])
def test_phone_pin(client, typed):
    p = PersonFactory(user__phone="+919845012345", user__phone_verified_at=timezone.now())
    p.user.set_password(PIN); p.user.save()
    r = client.post("/account/login/", {"login": typed, "password": PIN})
    print(typed, r.status_code, r.headers.get("Location"))

def test_limit(client):
    p = PersonFactory(user__phone="+919845012345", user__phone_verified_at=timezone.now())
    p.user.set_password(PIN); p.user.save()
    for typed in ["9845012345","98450 12345","९८४५०१२३४५","+919845012345","09845012345","98450-12345","(98450)12345","98 450 12345"]:
        r = client.post("/account/login/", {"login": typed, "password": "000000"})
        print(typed, r.status_code, re.findall(r'Too many|not right', r.content.decode())[:1])

def test_next(client):
    for n in ["foo","health","//evil.com","/people/me/","https://evil.com", "people:profile"]:
        try:
            r = client.get("/people/language/en/", {"next": n}); print(n, r.status_code, r.headers.get("Location"))
        except Exception as e: print(n, repr(e))
    for l in ["fr","zh-hans","hi","xx"]:
        r = client.get(f"/people/language/{l}/"); print(l, r.status_code)

def test_resend_unknown(client, sms):
    r = client.post("/account/login/code/", {"phone":"98450 12345"}); print(r.status_code, r.headers.get("Location"), sms)
    try:
        r = client.post("/account/login/code/confirm/", {"action":"resend"}); print(r.status_code, r.headers.get("Location"), sms)
    except AssertionError as e: print("ASSERT", repr(e))

def test_admin_login(client):
    front_page()
    u = UserFactory(staff=True, email="e@x.org"); u.set_password("turmeric-and-indigo-27"); u.save()
    r = client.get("/admin/login/"); print(r.status_code, r.headers.get("Location"))
    for i in range(8):
        r = client.post("/admin/login/", {"username": u.username, "password": "x"}); print(r.status_code, end=" ")
    r = client.get("/admin/password_reset/"); print(r.status_code)
    r = client.get("/account/email/"); print(r.status_code, r.headers.get("Location"))
