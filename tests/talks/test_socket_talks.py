"""Whole conversations over sockets."""

from uuid import uuid4

import pytest
from channels.db import database_sync_to_async

from talks.models import Message
from tests.talks.sockets import opened, session_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


def _lines(news):
    return [(message["sequence"], message["body"]) for message in news["messages"]]


async def test_hello_is_answered_with_what_came_after_the_number_that_is_known(talk):
    for body in ("One", "Two", "Three"):
        await database_sync_to_async(talk.say)(body)
    async with opened(talk.learner, talk.thread.pk) as hers:
        assert _lines(await hers.hello(after=1)) == [(2, "Two"), (3, "Three")]
        assert _lines(await hers.hello(after=3)) == []
        assert _lines(await hers.hello(after=0)) == [(1, "One"), (2, "Two"), (3, "Three")]


async def test_the_heartbeat_names_the_person_and_how_far_the_page_is(talk):
    await database_sync_to_async(talk.say)("One")
    async with opened(talk.mentor, talk.thread.pk) as his:
        await his.say("ping", after=0)
        assert await his.until("pong") == {"type": "pong", "after": 1, "person": str(talk.mentor.pk)}


async def test_a_message_arrives_live_at_the_other(talk):
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        message_id = uuid4()
        said = await hers.send_message("चाय का दाम क्‍या रखूँ?", message_id)
        assert said == {"type": "outcome", "ack": str(message_id), "state": "applied", "facts": {"sequence": 1}}
        arrived = await his.until_message("चाय का दाम क्‍या रखूँ?")
        assert (arrived["id"], arrived["sequence"]) == (str(message_id), 1)
        assert arrived["author"] == str(talk.learner.pk)
        await his.send_message("Add up your costs first.")
        assert (await hers.until_message("Add up your costs first."))["sequence"] == 2


async def test_a_message_sent_again_is_acknowledged_again_and_kept_once(talk):
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        message_id = uuid4()
        first = await hers.send_message("Once", message_id)
        again = await hers.send_message("Once", message_id)
        assert first == again
        assert first["facts"] == {"sequence": 1}
        await hers.send_message("Next")
        await his.until_message("Once")
        assert (await his.until_message("Next"))["sequence"] == 2
    assert await database_sync_to_async(talk.bodies)() == ["Once", "Next"]


async def test_each_socket_is_sent_a_message_once(talk):
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        arrived = []
        for body in ("One", "Two", "Three"):
            await hers.send_message(body)
        while len(arrived) < 3:
            arrived += _lines(await his.until("messages"))
        arrived += _lines(await his.hello(after=3))
        assert arrived == [(1, "One"), (2, "Two"), (3, "Three")]


async def test_every_page_a_person_has_open_gets_the_message(talk):
    async with opened(talk.learner, talk.thread.pk) as phone, opened(talk.learner, talk.thread.pk) as laptop:
        await phone.send_message("From my phone")
        assert (await laptop.until_message("From my phone"))["author"] == str(talk.learner.pk)


async def test_that_it_was_received_and_read_arrives_at_the_author(talk):
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        await hers.send_message("Read me")
        await his.until_message("Read me")
        await his.say("receipts", delivered=1, read=0)
        await hers.until_receipts(talk.mentor, delivered=1, read=0)
        await his.say("receipts", delivered=1, read=1)
        await hers.until_receipts(talk.mentor, delivered=1, read=1)


async def test_what_was_missed_while_the_socket_was_away_comes_with_the_next_hello(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.send_message("Before")
    await database_sync_to_async(talk.say)("Missed one", by=talk.mentor)
    await database_sync_to_async(talk.say)("Missed two", by=talk.mentor)
    async with opened(talk.learner, talk.thread.pk) as hers:
        assert _lines(await hers.hello(after=1)) == [(2, "Missed one"), (3, "Missed two")]


async def test_a_message_sent_without_a_socket_arrives_live_too(talk):
    async with opened(talk.mentor, talk.thread.pk) as his:
        browser = await database_sync_to_async(session_of)(talk.learner)
        form = {"id": uuid4(), "body": "By the plain form"}
        await database_sync_to_async(browser.post)(f"{talk.url}messages/", form)
        assert (await his.until_message("By the plain form"))["sequence"] == 1


async def test_what_is_said_in_one_thread_does_not_reach_another(talk, make_talk):
    elsewhere = await database_sync_to_async(make_talk)()
    async with opened(talk.learner, talk.thread.pk) as hers, opened(elsewhere.learner, elsewhere.thread.pk) as theirs:
        await hers.send_message("Between us")
        await hers.until_message("Between us")
        await theirs.say("ping", after=0)
        assert (await theirs.receive())["messages"] == []
        assert (await theirs.receive())["type"] == "pong"


async def test_a_long_history_comes_in_parts_and_nothing_of_it_is_left_out(talk):
    def write():
        Message.objects.bulk_create(
            Message(id=uuid4(), thread=talk.thread, sequence=number, author=talk.mentor, body=str(number))
            for number in range(1, 421)
        )

    await database_sync_to_async(write)()
    async with opened(talk.learner, talk.thread.pk) as hers:
        seen = []
        for _ in range(3):
            seen += [sequence for sequence, _ in _lines(await hers.hello(after=len(seen)))]
    assert seen == list(range(1, 421))
