"""Guessing is slow for every name and by every door; forty women behind one address are not guessing."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from allauth.core import context
from django.contrib.auth.hashers import MD5PasswordHasher

from people import sms_budget
from people.forms import ConfirmCodeForm
from people.models import User
from tests.factories import PIN
from tests.people.doors import (
    ASK_CODE,
    PHONE,
    SIGN_UP,
    WRONG_PIN,
    after,
    member,
    new_browser,
    sign_in_by_code,
    sign_in_by_pin,
    sign_up,
    signed_in,
)

CODE = "M104208"
SPELLINGS = ["9845012345", "९८४५०१२३४५", "+91-98450-12345", "０９８４５０１２３４５", "೯೮೪೫೦ ೧೨೩೪೫", "919845012345"]
TOO_MANY = "Too many wrong tries. Get a code by SMS"
REAUTHENTICATE = "/account/reauthenticate/"


def guess(client, login, times=5, **kwargs):
    """So many wrong PINs, each from a new browser."""
    for _ in range(times):
        answer = sign_in_by_pin(new_browser(client), login, WRONG_PIN, **kwargs)
    return answer.content.decode()


def test_after_five_wrong_pins_the_right_one_is_refused_for_five_minutes(client, monkeypatch):
    asha = member(user__username=CODE)
    assert TOO_MANY not in guess(client, CODE)
    assert TOO_MANY in sign_in_by_pin(client, CODE).content.decode()
    assert signed_in(client) is None
    after(monkeypatch, 301)
    sign_in_by_pin(client, CODE)
    assert signed_in(client) == asha.user


def test_every_spelling_of_a_phone_shares_one_count(client):
    member(PHONE)
    for typed in SPELLINGS[:5]:
        guess(client, typed, times=1)
    for typed in SPELLINGS:
        assert TOO_MANY in sign_in_by_pin(client, typed).content.decode()
    assert signed_in(client) is None


@pytest.mark.parametrize("typed", ["m104208", "M 104 208", "M१०४२०८"])
def test_every_spelling_of_a_member_code_shares_one_count(client, typed):
    member(user__username=CODE)
    guess(client, CODE)
    assert TOO_MANY in sign_in_by_pin(client, typed).content.decode()


def test_another_host_or_port_in_the_request_is_no_new_count(client):
    member(user__username=CODE)
    for number in range(5):
        guess(client, CODE, times=1, headers={"host": f"portal.example:{8000 + number}"})
    assert TOO_MANY in sign_in_by_pin(client, CODE, headers={"host": "another.example"}).content.decode()


def test_right_pins_in_between_do_not_give_new_tries(client):
    member(user__username=CODE)
    for _ in range(5):
        guess(client, CODE, times=1)
        sign_in_by_pin(new_browser(client), CODE)
    assert TOO_MANY in sign_in_by_pin(new_browser(client), CODE).content.decode()


def test_others_are_not_held_up(client):
    member(user__username=CODE)
    salma = member(user__username="M104209")
    guess(client, CODE, times=6)
    sign_in_by_pin(client, "M104209")
    assert signed_in(client) == salma.user


def test_the_door_for_typing_the_pin_again_shares_the_count(client, sign_in):
    asha = member(user__username=CODE)
    guess(client, CODE)
    answer = sign_in(asha).post(REAUTHENTICATE, {"password": PIN, "next": "/account/password/change/"})
    assert answer.status_code == 200
    assert TOO_MANY in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_editors_have_no_door_of_their_own(client, method):
    member(user__username="meera", user__is_staff=True, pin="turmeric-and-indigo-27")
    form = {"username": "meera", "password": "turmeric-and-indigo-27", "next": "/admin/"}
    answer = getattr(client, method)("/admin/login/?next=/admin/", form if method == "post" else None)
    assert answer["Location"] == "/account/login/?next=/admin/"
    assert signed_in(client) is None


def test_every_login_door_shares_one_budget(client):
    member(PHONE, user__username=CODE)
    guess(client, PHONE)
    assert TOO_MANY in sign_in_by_pin(client, CODE).content.decode()


def test_who_shares_a_phone_is_not_shut_out_by_what_was_tried_at_it(client):
    asha = member(PHONE, user__username=CODE)
    member(PHONE, pin="640281")
    guess(client, PHONE, times=6)
    sign_in_by_pin(new_browser(client), CODE)
    assert signed_in(client) == asha.user


def test_a_browser_she_has_signed_in_on_lets_her_in_whatever_others_try_at_her_name(client):
    asha = member(user__username=CODE)
    sign_in_by_pin(client, CODE)
    hers = client.cookies["known_device"].value
    guess(client, CODE, times=6)
    assert TOO_MANY in sign_in_by_pin(new_browser(client), CODE).content.decode()
    client.cookies["known_device"] = hers
    sign_in_by_pin(client, CODE)
    assert signed_in(client) == asha.user


def test_a_browser_she_has_signed_in_on_has_a_count_of_its_own(client):
    member(user__username=CODE)
    sign_in_by_pin(client, CODE)
    client.post("/account/logout/")
    for _ in range(5):
        sign_in_by_pin(client, CODE, WRONG_PIN)
    assert TOO_MANY in sign_in_by_pin(client, CODE).content.decode()


def test_a_browser_that_somebody_else_has_signed_in_on_is_no_new_count(client):
    bina = member()
    member(user__username=CODE)
    sign_in_by_pin(client, bina.user.username)
    theirs = client.cookies["known_device"].value
    guess(new_browser(client), CODE, times=6)
    new_browser(client).cookies["known_device"] = theirs
    assert TOO_MANY in sign_in_by_pin(client, CODE).content.decode()


@pytest.mark.parametrize("forged", ["x", "eyJuYW1lIjoiYSJ9:1abc:zzz"])
def test_a_cookie_that_is_not_ours_is_no_new_count(client, forged):
    member(user__username=CODE)
    guess(client, CODE)
    new_browser(client).cookies["known_device"] = forged
    assert TOO_MANY in sign_in_by_pin(client, CODE).content.decode()


def test_who_goes_on_guessing_waits_longer(client, monkeypatch):
    member(user__username=CODE)
    for minutes in range(0, 30, 6):
        after(monkeypatch, minutes * 60)
        guess(client, CODE)
    assert TOO_MANY in sign_in_by_pin(new_browser(client), CODE).content.decode()


def test_who_was_shut_out_comes_in_by_sms(client, sms):
    asha = member(PHONE)
    guess(client, PHONE, times=6)
    sign_in_by_code(new_browser(client), sms)
    assert signed_in(client) == asha.user


@pytest.mark.parametrize(("known", "unknown"), [(CODE, "M999999"), ("meera@portal.example", "nobody@portal.example")])
def test_a_wrong_try_costs_as_many_hashes_for_a_name_nobody_has(client, hashes, known, unknown):
    member(user__username=CODE)
    member(user__username="meera", user__email="meera@portal.example", user__is_staff=True)
    assert hashes(known) == hashes(unknown) == 1


@pytest.mark.parametrize("sharing", [0, 1, 2, 4])
def test_a_wrong_try_at_a_phone_costs_as_many_hashes_however_many_share_it(client, hashes, sharing):
    for _ in range(sharing):
        member(PHONE)
    assert hashes(PHONE) == 4


@pytest.fixture
def hashes(client, monkeypatch):
    """How many hashes a wrong PIN at a name costs."""

    def _hashes(login):
        made = []
        real = MD5PasswordHasher.encode

        def encode(self, password, salt):
            made.append(password)
            return real(self, password, salt)

        with monkeypatch.context() as patch:
            patch.setattr(MD5PasswordHasher, "encode", encode)
            sign_in_by_pin(new_browser(client), login, WRONG_PIN)
        return len(made)

    return _hashes


def test_a_phone_gets_five_sms_in_ten_minutes_in_whatever_spelling_they_are_asked_for(client, sms, monkeypatch):
    member(PHONE)
    for typed in SPELLINGS:
        answer = new_browser(client).post(ASK_CODE, {"phone": typed}, follow=True)
    assert "Too many codes were asked for" in answer.content.decode()
    assert len(sms) == 5
    after(monkeypatch, 601)
    new_browser(client).post(ASK_CODE, {"phone": PHONE})
    assert len(sms) == 6


def test_signing_up_sends_a_phone_five_sms_in_ten_minutes(client, sms):
    for typed in SPELLINGS:
        answer = new_browser(client).post(SIGN_UP, {"phone": typed}, follow=True)
    assert "Wait ten minutes" in answer.content.decode()
    assert (len(sms), User.objects.count()) == (5, 0)


def test_forty_women_behind_one_address_all_sign_up(client, sms):
    for number in range(40):
        browser = new_browser(client)
        sign_up(browser, sms, f"98450 {10000 + number}")
        assert signed_in(browser) is not None


@pytest.mark.parametrize("door", ["PIN", "code"])
def test_forty_women_behind_one_address_all_sign_in_though_each_mistypes_once(client, sms, door):
    women = [member(f"+9198450{10000 + number}") for number in range(40)]
    for woman in women:
        browser, phone = new_browser(client), str(woman.user.phone)
        sign_in_by_pin(browser, phone, WRONG_PIN)
        if door == "PIN":
            sign_in_by_pin(browser, phone)
        else:
            sign_in_by_code(browser, sms, phone)
        assert signed_in(browser) == woman.user


def test_one_address_cannot_spray_sms_at_phones_without_end_whatever_address_it_says_it_forwards(client, sms, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    for number in range(100):
        page = (SIGN_UP, ASK_CODE)[number % 2]
        forwarded = {"x-forwarded-for": f"10.0.0.{number}"}
        new_browser(client).post(page, {"phone": f"98450 {10000 + number}"}, headers=forwarded)
    assert len(sms) == 20


def test_forty_women_who_ask_at_once_all_get_in_as_the_first_type_their_codes(client, sms):
    for number in range(20):
        new_browser(client).post(SIGN_UP, {"phone": f"98450 {20000 + number}"})
    waiting = new_browser(client).post(SIGN_UP, {"phone": "98450 30000"}, follow=True)
    assert "No more codes can be sent from here just now" in waiting.content.decode()
    sms_budget.was_proved("127.0.0.1", "+919845020000")
    sign_up(new_browser(client), sms, "98450 30000")
    assert signed_in(client) is not None


def test_a_phone_gets_fifteen_sms_a_day(client, sms, monkeypatch):
    monkeypatch.setattr(sms_budget, "UNPROVED", 1000)
    for hour in range(5):
        after(monkeypatch, hour * 660)
        for _ in range(5):
            new_browser(client).post(ASK_CODE, {"phone": PHONE})
    assert len(sms) == 15


def test_the_whole_portal_sends_so_many_sms_a_day_and_says_once_that_it_stopped(client, sms, settings, caplog):
    settings.SMS_A_DAY = 3
    for number in range(6):
        new_browser(client).post(SIGN_UP, {"phone": f"98450 {10000 + number}"})
    assert len(sms) == 3
    assert [record.levelname for record in caplog.records if "SMS_A_DAY" in record.getMessage()] == ["ERROR"]


def test_no_sms_goes_out_while_nobody_can_count_them(client, sms, monkeypatch):
    monkeypatch.setattr(sms_budget, "limits_are_shared", lambda: False)
    answer = client.post(SIGN_UP, {"phone": PHONE}, follow=True)
    assert "use member code and PIN" in answer.content.decode()
    assert sms == []


NO_MOBILES = ["1860 500 1000", "140 555 1234", "1800 123 4567", "080 2222 3333"]
# Each gets SMS where it is, which cost many times what one costs here.
MOBILES_ELSEWHERE = ["+44 7400 123456", "+971 50 123 4567", "+977 984 123 4567", "+880 1712 345678", "+1 650 253 0000"]


@pytest.mark.parametrize("phone", [*NO_MOBILES, *MOBILES_ELSEWHERE])
def test_no_sms_goes_to_a_number_that_is_no_mobile_of_india(client, sms, phone):
    for page in (SIGN_UP, ASK_CODE):
        answer = client.post(page, {"phone": phone}, follow=True)
        assert "not a phone number we can reach" in answer.content.decode()
    assert sms == []


def test_a_one_time_code_is_looked_at_five_times_also_when_all_tries_come_at_once(rf):
    looked_at = []
    request = rf.post("/")
    request.session = SimpleNamespace(session_key="hers")

    def attempt(number):
        with context.request_context(request):
            form = ConfirmCodeForm({"code": f"{number:06d}"}, code="999999")
            form.is_valid()
            looked_at.append("not the code" in str(form.errors))

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(attempt, range(40)))
    assert looked_at.count(True) == 5


def test_the_right_code_opens_once_also_when_it_comes_thrice_at_once(rf):
    request = rf.post("/")
    request.session = SimpleNamespace(session_key="hers")

    def attempt(_):
        with context.request_context(request):
            return ConfirmCodeForm({"code": "999999"}, code="999999").is_valid()

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(attempt, range(5))).count(True) == 1
