"""The talk without a socket: what is new, sending, receipts, by a page's script."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from cohorts.services import withdraw_learner
from core.errors import Refusal
from core.limits import Budget
from people.models import RoleGrant
from people.services import end_role
from submissions import services as submissions
from talks import errors
from talks.enums import MESSAGE
from talks.models import Message, ThreadMember
from tests.factories import PersonFactory, UserFactory, learner_in, trainer_of
from tests.submissions.phone import hand_over

JSON = {"Accept": "application/json"}
OUT_OF_ALL_BOUNDS = [
    "0001-01-01T00:00:00+05:30",
    "9999-12-31T23:59:59-12:00",
    "1970-01-01T00:00:00Z",
    "2099-01-01T00:00:00Z",
]
REFUSALS = {
    "message_empty": "  \n ",
    "message_too_long": "क" * 4001,
}


def _send(client, talk, body, *, message_id=None, by=None, **more):
    """Hand a message in as a phone without a socket does; what came of it."""
    about = talk.url.strip("/").split("/")[-1]
    return hand_over(client, by or talk.learner, MESSAGE, about, {"body": body}, id=message_id, **more)


@pytest.fixture
def refusals_name_their_language(monkeypatch):
    """Every refusal says only the language it is said in, so that no catalogue is needed."""
    for refusal in vars(errors).values():
        if isinstance(refusal, type) and issubclass(refusal, Refusal) and refusal is not Refusal:
            monkeypatch.setattr(refusal, "message", lazy(get_language, str)())


def test_what_is_new_is_what_came_after_the_number_that_is_known(talk, sign_in):
    said = [talk.say(body) for body in ("One", "Two", "Three")]
    news = sign_in(talk.mentor).get(f"{talk.url}messages/?after=1", headers=JSON).json()
    assert [(line["sequence"], line["body"]) for line in news["messages"]] == [(2, "Two"), (3, "Three")]
    assert news["messages"][0]["id"] == str(said[1].pk)
    assert news["messages"][0]["author"] == str(talk.learner.pk)


@pytest.mark.parametrize("asked", ["", "messages/?after=0", "receipts/"])
def test_whether_she_takes_part_is_asked_once(talk, sign_in, asked):
    talk.say("One")
    client = sign_in(talk.mentor)
    client.get("/talks/")  # the counts in the menu are kept for some seconds
    with CaptureQueriesContext(connection) as queries:
        if asked == "receipts/":
            client.post(f"{talk.url}{asked}", {"delivered": 1, "read": 1})
        else:
            client.get(f"{talk.url}{asked}", headers=JSON if asked else {})
    members = [query["sql"] for query in queries if "people_rolegrant" in query["sql"]]
    assert len([sql for sql in members if "talks_threadmember" in sql]) == 1


@pytest.mark.parametrize(("after", "count"), [("0", 2), ("2", 0), ("999999999", 0), ("007", 0)])
def test_any_number_may_be_asked_after(talk, sign_in, after, count):
    talk.say("One")
    talk.say("Two")
    news = sign_in(talk.learner).get(f"{talk.url}messages/", {"after": after}, headers=JSON)
    assert len(news.json()["messages"]) == count


@pytest.mark.parametrize("after", ["", "-1", "1.5", "abc", "१", "9999999999", "1 OR 1=1", "\x00", "²"])
def test_a_malformed_number_is_answered_with_400(talk, sign_in, after):
    assert sign_in(talk.learner).get(f"{talk.url}messages/", {"after": after}, headers=JSON).status_code == 400


def test_no_number_at_all_is_answered_with_400(talk, sign_in):
    assert sign_in(talk.learner).get(f"{talk.url}messages/", headers=JSON).status_code == 400


def test_news_come_in_parts_that_the_reader_can_ask_on_from(talk, sign_in):
    Message.objects.bulk_create(
        Message(id=uuid4(), thread=talk.thread, sequence=number, author=talk.mentor, body=str(number))
        for number in range(1, 251)
    )
    client, seen = sign_in(talk.learner), []
    for _ in range(3):
        news = client.get(f"{talk.url}messages/?after={seen[-1] if seen else 0}", headers=JSON).json()
        seen += [line["sequence"] for line in news["messages"]]
    assert seen == list(range(1, 251))


def test_a_message_is_answered_with_its_number(talk, sign_in):
    assert _send(sign_in(talk.learner), talk, "नमस्ते") == {"state": "applied", "facts": {"sequence": 1}}
    assert talk.bodies() == ["नमस्ते"]


def test_a_message_sent_again_is_answered_again_and_kept_once(talk, sign_in):
    client, message_id = sign_in(talk.learner), uuid4()
    numbers = [_send(client, talk, "Once", message_id=message_id)["facts"]["sequence"] for _ in range(3)]
    assert numbers == [1, 1, 1]
    assert talk.bodies() == ["Once"]


@pytest.mark.parametrize(("code", "body"), REFUSALS.items(), ids=REFUSALS)
def test_a_refused_message_is_answered_with_its_code_and_is_no_message(talk, sign_in, code, body):
    answer = _send(sign_in(talk.learner), talk, body)
    assert (answer["state"], answer["code"]) == ("refused", code)
    assert talk.bodies() == []


def test_a_message_of_a_megabyte_is_refused_clearly_in_the_language_of_the_reader(
    talk, sign_in, refusals_name_their_language
):
    client = sign_in(talk.learner)
    client.cookies["django_language"] = "hi"
    answer = _send(client, talk, "x" * 1_048_576)
    assert (answer["code"], answer["sentence"]) == ("message_too_long", "hi")
    assert talk.bodies() == []


def test_an_id_of_somebody_elses_message_is_refused(talk, sign_in):
    taken = talk.say("Mine", by=talk.mentor)
    assert _send(sign_in(talk.learner), talk, "Mine too", message_id=taken.pk)["code"] == "message_id_taken"
    assert talk.bodies() == ["Mine"]


def test_the_clock_of_the_device_is_kept_and_does_not_decide_the_order(talk, sign_in):
    client, now = sign_in(talk.learner), timezone.now()
    _send(client, talk, "First", device_at=(now + timedelta(days=3)).isoformat())
    _send(client, talk, "Second", device_at=(now - timedelta(days=3)).isoformat())
    first, second = Message.objects.filter(thread=talk.thread)
    assert (first.body, second.body) == ("First", "Second")
    assert first.device_at > now > second.device_at
    assert first.received_at <= second.received_at


@pytest.mark.parametrize("device_at", OUT_OF_ALL_BOUNDS)
def test_a_clock_out_of_all_bounds_is_dropped_and_the_message_kept(talk, sign_in, device_at):
    assert _send(sign_in(talk.learner), talk, "Namaste", device_at=device_at)["facts"] == {"sequence": 1}
    assert Message.objects.get().device_at is None


@pytest.mark.parametrize("address", ["", "earlier/?before=9", "messages/?after=0"])
def test_reading_a_talk_does_not_read_the_clocks_of_devices(talk, sign_in, address):
    talk.say("Namaste")
    client = sign_in(talk.mentor)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{talk.url}{address}", headers=JSON).status_code == 200
    assert not any("device_at" in query["sql"] for query in queries)


def test_the_address_of_the_form_leads_back_to_the_talk(talk, sign_in):
    client = sign_in(talk.learner)
    assert client.post(f"{talk.url}messages/", {"id": uuid4(), "body": "x" * 4001}).status_code == 422
    answer = client.get(f"{talk.url}messages/")
    assert (answer.status_code, answer.url) == (302, talk.url)


def test_who_sends_without_end_is_stopped_whichever_door_she_comes_by(talk, sign_in, monkeypatch):
    monkeypatch.setattr(submissions, "RECORDS", Budget("records", most=3, seconds=60))
    client = sign_in(talk.learner)
    assert [_send(client, talk, f"Line {number}")["state"] for number in range(2)] == ["applied", "applied"]
    assert client.post(f"{talk.url}messages/", {"id": uuid4(), "body": "By the form"}).status_code == 302
    batch = {"person": str(talk.learner.pk), "records": [{"id": str(uuid4()), "kind": MESSAGE}]}
    stopped = client.post(reverse("submissions:hand-in"), batch, content_type="application/json")
    assert (stopped.status_code, stopped.json()["outcomes"]) == (429, [])
    by_form = client.post(f"{talk.url}messages/", {"id": uuid4(), "body": "One too many"})
    assert (by_form.status_code, by_form.context["typed"]) == (429, "One too many")
    assert talk.bodies() == ["Line 0", "Line 1", "By the form"]
    assert _send(sign_in(talk.mentor), talk, "He has a budget of his own", by=talk.mentor)["state"] == "applied"


def test_receipts_without_a_socket_are_kept(talk, sign_in):
    talk.say("Read me")
    answer = sign_in(talk.mentor).post(f"{talk.url}receipts/", {"delivered": 1, "read": 1}, headers=JSON)
    assert answer.json() == {"saved": True}
    assert ThreadMember.objects.get(thread=talk.thread, person=talk.mentor).read == 1


@pytest.mark.parametrize("data", [{}, {"delivered": 1}, {"delivered": -1, "read": 0}, {"delivered": 1, "read": "all"}])
def test_malformed_receipts_are_answered_with_400(talk, sign_in, data):
    assert sign_in(talk.mentor).post(f"{talk.url}receipts/", data).status_code == 400


@pytest.mark.parametrize("who", ["outsider", "colleague", "trainer", "withdrawn learner", "former mentor", "editor"])
def test_for_who_takes_no_part_there_is_no_such_thread(talk, sign_in, who):
    talk.say("Between us")
    if who == "withdrawn learner":
        withdraw_learner(talk.learner.enrolments.get(), by=None)
    if who == "former mentor":
        end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    make = {
        "outsider": PersonFactory,
        "colleague": lambda: learner_in(talk.cohort),
        "trainer": lambda: trainer_of(talk.cohort),
        "withdrawn learner": lambda: talk.learner,
        "former mentor": lambda: talk.mentor,
        "editor": lambda: PersonFactory(user=UserFactory(staff=True, is_superuser=True)),
    }
    person = make[who]()
    client = sign_in(person)
    assert _send(client, talk, "Let me in", by=person)["code"] == "thread_closed"
    answers = [
        client.get(talk.url),
        client.get(f"{talk.url}earlier/?before=5"),
        client.get(f"{talk.url}messages/?after=0"),
        client.get(f"{talk.url}messages/?after=0", headers=JSON),
        client.post(f"{talk.url}messages/", {"id": uuid4(), "body": "Let me in"}),
        client.post(f"{talk.url}receipts/", {"delivered": 1, "read": 1}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert not any("Between us" in answer.text for answer in answers)
    assert talk.bodies() == ["Between us"]


def test_who_is_not_signed_in_is_sent_to_sign_in(talk, client):
    assert client.get(f"{talk.url}messages/?after=0").url.startswith("/account/login/")
    assert client.post(f"{talk.url}messages/", {"body": "Hello?"}).url.startswith("/account/login/")
    assert talk.bodies() == []
