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
from submissions.models import Submission
from talks import consumers
from talks.enums import MESSAGE
from talks.errors import MessageIsEmpty, MessageIsTooLong
from talks.models import Message
from tests.submissions.phone import hand_over
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
    "no record": json.dumps({"type": "send"}),
    "half a letter": json.dumps({"type": "send", "record": {"id": str(uuid4()), "fields": {"body": "\ud800"}}}),
    "deep nesting": "[" * 20_000,
}
UNREADABLE = {
    "an id that is none": {"id": "17"},
    "a body that is no text": {"fields": {"body": {"a": 1}}},
    "no kind": {"kind": None},
}
REFUSED = {"message_empty": " ", "message_too_long": "क" * 4001}


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


async def _still_works(socket, talk) -> None:
    assert (await socket.send_message("Still here"))["state"] == "applied"
    assert await database_sync_to_async(talk.bodies)() == ["Still here"]


@pytest.mark.parametrize(("code", "body"), REFUSED.items(), ids=REFUSED)
async def test_a_refused_message_is_answered_with_its_code_and_the_socket_stays(talk, code, body):
    async with opened(talk.learner, talk.thread.pk) as hers:
        message_id = uuid4()
        answer = await hers.send_message(body, message_id)
        assert (answer["ack"], answer["state"], answer["code"]) == (str(message_id), "refused", code)
        assert answer["sentence"]
        await _still_works(hers, talk)


async def test_an_id_of_another_author_is_refused_and_the_socket_stays(talk):
    taken = await database_sync_to_async(talk.say)("Mine", by=talk.mentor)
    async with opened(talk.learner, talk.thread.pk) as hers:
        assert (await hers.send_message("Mine too", taken.pk))["code"] == "message_id_taken"
        assert (await hers.send_message("My own"))["facts"] == {"sequence": 2}


async def test_a_refusal_is_said_in_the_language_of_the_reader(talk, monkeypatch):
    monkeypatch.setattr(MessageIsEmpty, "message", lazy(get_language, str)())
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        assert (await hers.send_message(""))["sentence"] == "hi"
        assert (await his.send_message(""))["sentence"] == "en"


async def test_a_refusal_is_the_same_by_socket_and_by_batch_and_what_mends_it_settles_it(talk):
    browser = await database_sync_to_async(session_of)(talk.learner)
    browser.cookies["django_language"] = talk.learner.language
    by_batch = await database_sync_to_async(hand_over)(browser, talk.learner, MESSAGE, talk.thread.pk, {"body": " "})
    async with opened(browser, talk.thread.pk) as hers:
        wrong = uuid4()
        assert await hers.send_message(" ", wrong) == {"type": "outcome", "ack": str(wrong), **by_batch}
        open_ones = database_sync_to_async(lambda: {row.pk for row in Submission.objects.open()})
        assert wrong in await open_ones()
        assert (await hers.send_message("Mended", corrects=wrong))["state"] == "applied"
        assert wrong not in await open_ones()


@pytest.mark.parametrize("frame", MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_frame_is_answered_and_the_socket_stays(talk, frame, caplog):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_raw(frame)
        answer = await hers.receive()
        assert (answer["type"], answer["code"], answer["ack"]) == ("outcome", "unreadable", None)
        assert answer["sentence"]
        await _still_works(hers, talk)
    assert f"Frame on thread {talk.thread.pk} refused: unreadable" in caplog.text


@pytest.mark.parametrize("wrong", UNREADABLE.values(), ids=UNREADABLE)
async def test_a_record_that_cannot_be_read_is_answered_by_its_id_and_the_socket_stays(talk, wrong):
    async with opened(talk.learner, talk.thread.pk) as hers:
        record = {**hers.message("x"), **wrong}
        await hers.say("send", record=record)
        answer = await hers.receive()
        assert (answer["ack"], answer["state"], answer["code"]) == (str(record["id"]), "refused", "unreadable")
        await _still_works(hers, talk)


@pytest.mark.parametrize("frame", [b"\x00\xff binary", b"x" * 1_048_576, "x" * 1_048_576, "क" * 40_000])
async def test_a_frame_of_a_megabyte_or_of_bytes_is_answered_in_her_language_and_the_socket_stays(
    talk, frame, monkeypatch
):
    monkeypatch.setattr(MessageIsTooLong, "message", lazy(get_language, str)())
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_raw(frame)
        expected = {"type": "outcome", "ack": None, "state": "refused", "code": "message_too_long", "sentence": "hi"}
        assert await hers.receive() == expected
        await _still_works(hers, talk)


async def test_the_longest_message_fits_into_a_frame_in_any_script_and_any_spelling(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        frame = json.dumps({"type": "send", "record": hers.message("क" * 4000)}, default=str, ensure_ascii=True)
        await hers.send_raw(frame)
        assert (await hers.until("outcome"))["state"] == "applied"


async def test_what_is_refused_is_written_down_without_a_word_of_it(talk, caplog):
    secret = "My husband drinks +919876543210"
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_message(secret * 200)
        await hers.send_raw(json.dumps({"type": "shout", "body": secret}))
        await hers.send_raw(secret * 2000)
        for _ in range(2):
            await hers.until("outcome")
    assert "unreadable" in caplog.text
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
            assert (await hers.send_message(f"Line {number}"))["state"] == "applied"
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        await hers.say("send", record=hers.message("One too many"))
        assert await hers.closed() == 1008
    browser = await database_sync_to_async(session_of)(talk.learner)
    answer = await database_sync_to_async(browser.post)(f"{talk.url}messages/", {"id": uuid4(), "body": "By HTTP"})
    assert answer.status_code == 429
    assert await database_sync_to_async(talk.bodies)() == ["Line 0", "Line 1"]


@pytest.mark.parametrize("device_at", ["0001-01-01T00:00:00+05:30", "9999-12-31T23:59:59-12:00", "2026-01-01"])
async def test_a_clock_out_of_all_bounds_is_dropped_and_the_message_kept(talk, device_at):
    async with opened(talk.learner, talk.thread.pk) as hers:
        assert (await hers.send_message("Namaste", device_at=device_at))["state"] == "applied"
    kept = await database_sync_to_async(Message.objects.get)()
    assert (kept.body, kept.device_at) == ("Namaste", None)


async def test_a_layer_that_fails_stops_no_message(talk, monkeypatch, caplog):
    async def fail(*args, **kwargs):
        raise ConnectionError("no Redis")

    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        monkeypatch.setattr(InMemoryChannelLayer, "group_send", fail)
        assert (await hers.send_message("Kept all the same"))["state"] == "applied"
        news = await his.hello(after=0)
        assert [message["body"] for message in news["messages"]] == ["Kept all the same"]
    assert "The channel layer did not take a hint" in caplog.text
    assert "Kept all the same" not in caplog.text


@pytest.mark.parametrize("name", ["photo", "voice"])
async def test_no_file_is_opened_on_a_socket_for_which_all_rooms_would_wait(talk, monkeypatch, name):
    monkeypatch.setattr("talks.forms.kept_picture", lambda _content: pytest.fail("it was opened"))
    monkeypatch.setattr("talks.forms.kept_recording", lambda *_content: pytest.fail("it was opened"))
    async with opened(talk.learner, talk.thread.pk) as hers:
        outcome = await hers.send_message("Look", fields={"body": "Look", name: "aGVsbG8="})
        assert (outcome["state"], outcome["code"]) == ("refused", "file_by_itself")
        await _still_works(hers, talk)
