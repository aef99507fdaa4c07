"""What a socket does with frames it cannot take: a clear answer, a line in the log without a word of hers."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer
from django.utils.functional import lazy
from django.utils.translation import get_language

from core.limits import Budget
from submissions import services as submissions
from talks import consumers
from talks.errors import MessageIsEmpty, MessageIsTooLong
from talks.models import Message
from tests.talks.sockets import opened, session_of

pytestmark = pytest.mark.django_db(transaction=True)

MALFORMED = {
    "no JSON": "hello?",
    "an empty frame": "{}",
    "a list": "[]",
    "a number": "17",
    "null": "null",
    "an unknown kind": json.dumps({"type": "shout", "body": "x"}),
    "no kind": json.dumps({"after": 1}),
    "one field too many": json.dumps({"type": "ping", "after": 0, "admin": True}),
    "a negative number": json.dumps({"type": "hello", "after": -1}),
    "a number too large": json.dumps({"type": "hello", "after": 2**31}),
    "a missing number": json.dumps({"type": "hello"}),
    "an id that is none": json.dumps({"type": "send", "id": "17", "body": "x"}),
    "a body that is no text": json.dumps({"type": "send", "id": str(uuid4()), "body": {"a": 1}}),
    "a time without a zone": json.dumps({"type": "send", "id": str(uuid4()), "body": "x", "device_at": "2026-01-01"}),
    "half a letter": json.dumps({"type": "send", "id": str(uuid4()), "body": "\ud800"}),
    "deep nesting": "[" * 20_000,
}
REFUSED = {"message_empty": " ", "message_too_long": "क" * 4001}


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


async def _still_works(socket, talk) -> None:
    assert (await socket.send_message("Still here"))["type"] == "ack"
    assert await database_sync_to_async(talk.bodies)() == ["Still here"]


@pytest.mark.parametrize(("code", "body"), REFUSED.items(), ids=REFUSED)
async def test_a_refused_message_is_answered_with_its_code_and_the_socket_stays(talk, code, body):
    async with opened(talk.learner, talk.thread.pk) as hers:
        message_id = uuid4()
        answer = await hers.send_message(body, message_id)
        assert (answer["type"], answer["id"], answer["code"]) == ("refused", str(message_id), code)
        assert answer["message"]
        await _still_works(hers, talk)


async def test_an_id_of_another_author_is_refused_and_the_socket_stays(talk):
    taken = await database_sync_to_async(talk.say)("Mine", by=talk.mentor)
    async with opened(talk.learner, talk.thread.pk) as hers:
        assert (await hers.send_message("Mine too", taken.pk))["code"] == "message_id_taken"
        assert (await hers.send_message("My own"))["sequence"] == 2


async def test_a_refusal_is_said_in_the_language_of_the_reader(talk, monkeypatch):
    monkeypatch.setattr(MessageIsEmpty, "message", lazy(get_language, str)())
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        assert (await hers.send_message(""))["message"] == "hi"
        assert (await his.send_message(""))["message"] == "en"


@pytest.mark.parametrize("frame", MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_frame_is_answered_and_the_socket_stays(talk, frame, caplog):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_raw(frame)
        answer = await hers.receive()
        assert (answer["type"], answer["code"], answer["id"]) == ("refused", "frame_malformed", None)
        assert answer["message"]
        await _still_works(hers, talk)
    assert f"Malformed frame on thread {talk.thread.pk}" in caplog.text


@pytest.mark.parametrize("frame", [b"\x00\xff binary", b"x" * 1_048_576, "x" * 1_048_576, "क" * 40_000])
async def test_a_frame_of_a_megabyte_or_of_bytes_is_answered_in_her_language_and_the_socket_stays(
    talk, frame, monkeypatch
):
    monkeypatch.setattr(MessageIsTooLong, "message", lazy(get_language, str)())
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_raw(frame)
        expected = {"type": "refused", "id": None, "code": "message_too_long", "message": "hi"}
        assert await hers.receive() == expected
        await _still_works(hers, talk)


async def test_the_longest_message_fits_into_a_frame_in_any_script_and_any_spelling(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        frame = json.dumps({"type": "send", "id": str(uuid4()), "body": "क" * 4000}, ensure_ascii=True)
        await hers.send_raw(frame)
        assert (await hers.until("ack", "refused"))["type"] == "ack"


async def test_what_is_refused_is_written_down_without_a_word_of_it(talk, caplog):
    secret = "My husband drinks +919876543210"
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_message(secret * 200)
        await hers.send_raw(json.dumps({"type": "shout", "body": secret}))
        await hers.send_raw(secret * 2000)
        for _ in range(2):
            await hers.until("refused")
    assert "Malformed frame" in caplog.text
    assert "message_too_long" in caplog.text
    for private in ("husband", "9876543210", "Lakshmi", talk.learner.user.username):
        assert private not in caplog.text


async def test_too_many_frames_at_once_close_the_socket(talk, monkeypatch, caplog):
    monkeypatch.setattr(consumers, "time", SimpleNamespace(monotonic=lambda: 1000.0))
    async with opened(talk.learner, talk.thread.pk) as hers:
        for _ in range(consumers.FRAMES_AT_ONCE):
            await hers.hello()
        await hers.say("ping", after=0)
        assert await hers.closed() == 1008
    assert "sends too fast" in caplog.text


async def test_as_many_frames_over_a_longer_time_do_not(talk, monkeypatch):
    clock = iter(range(10_000))
    monkeypatch.setattr(consumers, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    async with opened(talk.learner, talk.thread.pk) as hers:
        for _ in range(consumers.FRAMES_AT_ONCE + 5):
            await hers.hello()
        await _still_works(hers, talk)


async def test_who_sends_without_end_is_stopped_on_a_new_socket_and_over_http_too(talk, monkeypatch):
    monkeypatch.setattr(submissions, "RECORDS", Budget("records", most=2, seconds=60))
    for number in range(2):
        async with opened(talk.learner, talk.thread.pk) as hers:
            assert (await hers.send_message(f"Line {number}"))["type"] == "ack"
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        await hers.say("send", id=uuid4(), body="One too many")
        assert await hers.closed() == 1008
    browser = await database_sync_to_async(session_of)(talk.learner)
    answer = await database_sync_to_async(browser.post)(f"{talk.url}messages/", {"id": uuid4(), "body": "By HTTP"})
    assert answer.status_code == 429
    assert await database_sync_to_async(talk.bodies)() == ["Line 0", "Line 1"]


@pytest.mark.parametrize("device_at", ["0001-01-01T00:00:00+05:30", "9999-12-31T23:59:59-12:00"])
async def test_a_clock_out_of_all_bounds_is_dropped_and_the_message_kept(talk, device_at):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.say("send", id=uuid4(), body="Namaste", device_at=device_at)
        assert (await hers.until("ack", "refused"))["type"] == "ack"
    kept = await database_sync_to_async(Message.objects.get)()
    assert (kept.body, kept.device_at) == ("Namaste", None)


async def test_a_layer_that_fails_stops_no_message(talk, monkeypatch, caplog):
    async def fail(*args, **kwargs):
        raise ConnectionError("no Redis")

    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        monkeypatch.setattr(InMemoryChannelLayer, "group_send", fail)
        assert (await hers.send_message("Kept all the same"))["type"] == "ack"
        news = await his.hello(after=0)
        assert [message["body"] for message in news["messages"]] == ["Kept all the same"]
    assert "The channel layer did not take a hint" in caplog.text
    assert "Kept all the same" not in caplog.text
