"""The page on which she says how she is told, and the phones on which messages appear."""

import base64
import json

import pytest
from django.utils import timezone

from jobs.services import run_due_jobs
from notifications.models import Delivery, NoticeChoice, PushDevice
from notifications.push import MemoryPush, is_push_service, public_key
from notifications.services import allow_device, notify
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "/notices/how/"
KEYS = {"p256dh": "B" * 87, "auth": "a" * 22}
PHONE = "https://fcm.googleapis.com/fcm/send/one"
OTHER = "https://updates.push.services.mozilla.com/wpush/v2/two"


def allow(asha, endpoint=PHONE):
    return allow_device(asha, endpoint=endpoint, **KEYS, by=asha.user)


def tell(asha, number=1):
    notify(asha, kind="cohort_joined", event=f"joined:{number}", data={"cohort": "MOVE"}, link="/cohorts/")
    run_due_jobs()


def test_she_chooses_her_ways_in_order_each_once_and_her_quiet_hours(sign_in):
    asha = PersonFactory(
        user__email="asha@example.org", user__phone="+919876543210", user__phone_verified_at=timezone.now()
    )
    typed = {"first": "sms", "second": "sms", "third": "email", "quiet_from": "21:30", "quiet_until": "06:00"}
    answer = sign_in(asha).post(PAGE, typed)
    assert answer["Location"] == PAGE
    choice = NoticeChoice.objects.get(person=asha)
    assert choice.channels == ["sms", "email"]
    assert (f"{choice.quiet_from:%H:%M}", f"{choice.quiet_until:%H:%M}") == ("21:30", "06:00")
    page = sign_in(asha).get(PAGE).text
    assert '<option value="sms" selected>' in page
    assert 'value="21:30"' in page


@pytest.mark.parametrize("typed", [
    {"first": "pigeon", "quiet_from": "20:00", "quiet_until": "08:00"},
    {"first": "sms", "quiet_from": "25:00", "quiet_until": "08:00"},
    {"first": "sms", "quiet_from": "", "quiet_until": "08:00"},
])  # fmt: skip
def test_what_is_no_way_or_no_hour_is_refused_and_changes_nothing(sign_in, typed):
    asha = PersonFactory()
    assert sign_in(asha).post(PAGE, typed).status_code == 422
    assert not NoticeChoice.objects.exists()


def test_a_way_that_does_not_reach_her_is_refused_beside_its_field(sign_in):
    asha = PersonFactory(user__email="")
    typed = {"first": "email", "second": "sms", "quiet_from": "20:00", "quiet_until": "08:00"}
    answer = sign_in(asha).post(PAGE, typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"first", "second"}
    assert "No SMS reaches you yet: give a phone number first." in answer.text
    assert '<option value="sms" selected>' in answer.text
    assert not NoticeChoice.objects.exists()


@pytest.mark.parametrize("sends_to_phones", [True, False])
def test_what_stands_there_at_first_reaches_her_and_is_taken_as_it_is(sign_in, settings, sends_to_phones):
    if not sends_to_phones:
        settings.VAPID_PRIVATE_KEY = ""
    asha = PersonFactory(user__email="")
    client = sign_in(asha)
    form = client.get(PAGE).context["form"]
    preset = {name: form[name].value() or "" for name in form.fields}
    assert client.post(PAGE, preset)["Location"] == PAGE
    assert NoticeChoice.objects.get(person=asha).channels == ["push"] * sends_to_phones


def test_a_way_that_does_not_reach_her_stands_there_with_why_and_cannot_be_chosen(sign_in):
    page = sign_in(PersonFactory(user__email="")).get(PAGE).text
    assert page.count('<option value="sms" disabled>SMS: No SMS reaches you yet: give a phone number first.<') == 3
    assert page.count('<option value="email" disabled>') == 3
    assert '<option value="push" selected>A message on the phone</option>' in page


def test_nothing_chosen_is_a_choice_too(sign_in, mailoutbox):
    asha = PersonFactory(user__email="asha@example.org")
    sign_in(asha).post(PAGE, {"quiet_from": "20:00", "quiet_until": "08:00"})
    tell(asha)
    assert mailoutbox == []


def test_the_page_says_what_became_of_the_last_ones_and_of_nobody_elses(sign_in):
    asha, salma = PersonFactory(), PersonFactory()
    tell(asha)
    page = sign_in(asha).get(PAGE).text
    assert "You have chosen no way out of the portal" in page
    assert "You have joined MOVE" in page
    assert "You have chosen no way out of the portal" not in sign_in(salma).get(PAGE).text


def test_a_message_appears_on_each_of_her_phones_brief_and_with_where_it_leads():
    asha = PersonFactory()
    allow(asha), allow(asha, OTHER)
    tell(asha)
    assert {endpoint for endpoint, _ in MemoryPush.sent} == {PHONE, OTHER}
    news = json.loads(MemoryPush.sent[0][1])
    assert news["body"] == "You have joined MOVE. Your first lesson is open."
    assert (news["link"], news["person"]) == ("/cohorts/", str(asha.pk))


def test_a_phone_that_is_gone_is_forgotten_and_the_next_way_taken(mailoutbox):
    asha = PersonFactory(user__email="asha@example.org")
    allow(asha)
    MemoryPush.gone.add(PHONE)
    tell(asha)
    assert not PushDevice.objects.exists()
    assert len(mailoutbox) == 1
    rows = Delivery.objects.filter(person=asha).order_by("pk")
    assert [(row.channel, row.state, row.reason) for row in rows] == [("push", "failed", "gone"), ("email", "sent", "")]


def test_one_phone_that_took_it_is_enough():
    asha = PersonFactory()
    allow(asha), allow(asha, OTHER)
    MemoryPush.gone.add(PHONE)
    tell(asha)
    assert Delivery.objects.get(person=asha).state == "sent"
    assert [device.endpoint for device in PushDevice.objects.all()] == [OTHER]


def test_a_phone_shows_the_messages_of_who_allowed_it_last():
    asha, salma = PersonFactory(), PersonFactory()
    allow(asha), allow(salma)
    assert PushDevice.objects.get().person == salma
    tell(asha)
    assert MemoryPush.sent == []


def test_her_script_tells_the_portal_of_the_phone_and_she_stops_all_of_them(sign_in):
    asha = PersonFactory()
    client = sign_in(asha)
    assert client.post("/notices/phones/", {"endpoint": PHONE, **KEYS}).status_code == 204
    assert PushDevice.objects.get().person == asha
    client.post("/notices/phones/stop/")
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize("endpoint", [
    "https://127.0.0.1/x", "http://fcm.googleapis.com/x", "https://fcm.googleapis.com:8080/x", "file:///etc/passwd",
    "https://fcm.googleapis.com.example.org/x", "https://x@fcm.googleapis.com/x", "https://evilpush.apple.com.in/x",
    "https://notpush.apple.com.evil/x",
])  # fmt: skip
def test_the_portal_writes_to_no_address_but_those_of_the_browsers_makers(sign_in, endpoint):
    assert not is_push_service(endpoint)
    client = sign_in(PersonFactory())
    assert client.post("/notices/phones/", {"endpoint": endpoint, **KEYS}).status_code == 422


@pytest.mark.parametrize(
    "endpoint", [PHONE, OTHER, "https://web.push.apple.com/x", "https://wns2-by3p.notify.windows.com/w"]
)
def test_the_services_of_the_browsers_are_known(endpoint):
    assert is_push_service(endpoint)


def test_what_browsers_are_told_of_the_key_is_a_point_of_its_curve_and_nothing_without_one(settings, sign_in):
    point = base64.urlsafe_b64decode(public_key() + "=")
    assert (len(point), point[0]) == (65, 4)
    asha = PersonFactory()
    assert "data-push" in sign_in(asha).get(PAGE).text
    settings.VAPID_PRIVATE_KEY = ""
    assert "data-push" not in sign_in(asha).get(PAGE).text
