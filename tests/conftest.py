"""What every test may use."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from people.models import Person, User
from people.sms import MemorySms

# The order of connections made by importing: receivers and hooks register themselves in AppConfig.ready.


@pytest.fixture(autouse=True)
def _clean_slate(tmp_path: Path, settings) -> None:
    """No limits counted, no SMS sent, no upload kept from another test."""
    cache.clear()
    MemorySms.sent.clear()
    settings.MEDIA_ROOT = tmp_path / "media"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one browser module share a live portal: keep them on one worker."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def sign_in(client: Client):
    """Sign somebody in on the test's client, and hand the client back."""

    def _sign_in(who: Person | User) -> Client:
        user = who.user if isinstance(who, Person) else who
        assert user is not None
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return _sign_in


@pytest.fixture
def sms() -> list[tuple[str, str]]:
    """The SMS that were sent, as (phone, text)."""
    return MemorySms.sent
