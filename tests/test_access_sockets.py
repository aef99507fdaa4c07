"""Every socket of the portal, asked for by everybody."""

import pytest
from channels.db import database_sync_to_async
from channels.layers import channel_layers
from channels.routing import URLRouter
from django.conf import settings

from portal.asgi import application
from tests.access import ROLES
from tests.access_world import SOCKETS, World
from tests.talks.sockets import PATIENCE, open_as

OPEN = "open"


@pytest.fixture
def world(transactional_db, settings) -> World:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    channel_layers.backends.clear()
    return World()


def _router() -> URLRouter:
    """What is behind the checks of origin, cookie and session."""
    inner = application.application_mapping["websocket"]
    while not isinstance(inner, URLRouter):
        inner = getattr(inner, "application", None) or inner.inner
    return inner


def test_every_socket_has_a_row_and_every_row_a_socket():
    assert {str(route.pattern) for route in _router().routes} == set(SOCKETS)


@pytest.mark.django_db(transaction=True)
async def test_every_socket_answers_each_role_as_the_table_says(world):
    wrong = []
    for paths in SOCKETS.values():
        for path, cells in paths.items():
            for role, wanted in zip(ROLES, cells.split(), strict=True):
                session = await database_sync_to_async(world.sign_in)(role)
                got = await _answer(path.format(**world.names), session)
                wrong += [f"{path} for {role}: {got}, not {wanted}"] if got != wanted else []
    assert not wrong, "\n".join(wrong)


async def _answer(path: str, session: str) -> str:
    """``open`` where a heartbeat is answered, the code of the close otherwise."""
    async with open_as({settings.SESSION_COOKIE_NAME: session}, path) as socket:
        await socket.say("ping", after=0)
        output = await socket.receive_output(PATIENCE)
    return OPEN if output["type"] == "websocket.send" else str(output["code"])
