"""What a hint costs the database: the same for any number of sockets (docs/decisions/0031)."""

from contextlib import AsyncExitStack

import pytest
from channels.db import database_sync_to_async
from django.db import connection, reset_queries

from talks.live import hub
from tests.talks.sockets import opened

pytestmark = pytest.mark.django_db(transaction=True)

# The messages; the members who take part now; the sessions.
A_HINT = 3
# Members; sessions.
AT_INTERVALS = 2


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


@database_sync_to_async
def _write_down() -> None:
    connection.force_debug_cursor = True
    reset_queries()


@database_sync_to_async
def _asked() -> list[str]:
    connection.force_debug_cursor = False
    return [query["sql"] for query in connection.queries if query["sql"].startswith("SELECT")]


@pytest.mark.parametrize("sockets", [1, 6])
async def test_a_message_is_looked_up_once_for_all_sockets_of_the_room(talk, sockets):
    async with AsyncExitStack() as stack:
        open_ones = [await stack.enter_async_context(opened(talk.mentor, talk.thread.pk)) for _ in range(sockets)]
        for socket in open_ones:
            await socket.hello()
        said = await database_sync_to_async(talk.say)("Before")
        for socket in open_ones:
            await socket.until_message("Before")
        await _write_down()
        await database_sync_to_async(type(said).objects.filter(pk=said.pk).update)(sequence=2, body="After")
        hub().rooms[talk.thread.pk].stir()
        for socket in open_ones:
            await socket.until_message("After")
        asked = await _asked()
    assert len(asked) == A_HINT, asked


@pytest.mark.parametrize("rooms", [1, 4])
async def test_who_may_stay_is_asked_at_intervals_once_for_all_rooms(talk, make_talk, rooms):
    talks = [talk, *[await database_sync_to_async(make_talk)() for _ in range(rooms - 1)]]
    async with AsyncExitStack() as stack:
        for each in talks:
            for person in (each.learner, each.mentor):
                await (await stack.enter_async_context(opened(person, each.thread.pk))).hello()
        await hub().check()
        for room in hub().rooms.values():
            await room.rest()
        await _write_down()
        await hub().check()
        asked = await _asked()
    assert len(asked) == AT_INTERVALS, asked


async def test_a_process_without_sockets_asks_nothing(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        theirs = hub()
    assert all(task.done() for task in theirs._tasks)
    assert not theirs.rooms
