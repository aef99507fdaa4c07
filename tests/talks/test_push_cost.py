"""What one push costs the database, for each open socket (docs/decisions/0004)."""

import pytest
from channels.db import database_sync_to_async
from django.db import connection, reset_queries

from talks.models import Message
from talks.signals import message_sent
from tests.talks.sockets import opened

pytestmark = pytest.mark.django_db(transaction=True)

# Session; account with person; the messages; the members who take part now.
MOST = 4


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


def _hint(thread_id) -> None:
    connection.force_debug_cursor = True
    reset_queries()
    message_sent.send(sender=Message, thread_id=thread_id)


def _asked() -> list[str]:
    connection.force_debug_cursor = False
    return [query["sql"] for query in connection.queries if query["sql"].startswith("SELECT")]


async def test_a_push_asks_the_database_four_times(talk):
    async with opened(talk.mentor, talk.thread.pk) as his:
        await his.hello()
        await database_sync_to_async(talk.say)("Namaste")
        await his.until_message("Namaste")
        await database_sync_to_async(_hint)(talk.thread.pk)
        await his.until("messages")
        asked = await database_sync_to_async(_asked)()
    assert len(asked) == MOST, asked
