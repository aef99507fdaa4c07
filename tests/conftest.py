"""What every test may use."""

import gc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db.models import Model, QuerySet
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from core.prepared import Prepared
from people.models import Person, User
from people.sms import MemorySms

pytest_plugins = ["tests.talks.talk"]
JOURNEYS = "tests/browser/"

# Without a clock: on a busy machine an example may take as long as it likes.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


@pytest.fixture(autouse=True)
def _clean_slate(tmp_path: Path, settings, monkeypatch) -> None:
    """No limits counted, no SMS sent, no upload and no reader's language kept from another test.

    The window of a budget does not turn over in the middle of a test.
    """
    monkeypatch.setattr("core.limits.time", SimpleNamespace(time=lambda: 1_000_000.0))
    for cache in caches.all(initialized_only=True):
        cache.clear()
    MemorySms.sent.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    translation.deactivate()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``pytest -m "not browser"`` leaves the journeys out.

    One file of journeys comes first, for the worker that takes it has to prepare the live portal; the others come when
    that should be done, so that neither worker waits for the other and none is left alone with them at the end.
    """
    journeys = [item for item in items if item.nodeid.startswith(JOURNEYS)]
    others = [item for item in items if not item.nodeid.startswith(JOURNEYS)]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    first = [item for item in journeys if item.path == journeys[0].path]
    meanwhile = len(others) // 4
    items[:] = first + others[:meanwhile] + journeys[len(first) :] + others[meanwhile:]


def pytest_collection_finish() -> None:
    """All that has been loaded stays to the end: garbage is looked for elsewhere, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """The journeys of a file go to one worker, for they share a browser; every other test to whichever is free.

    The groups of xdist 3.8 would say the same, but pytest 9.2 does not let them name a test.
    """
    return JourneysByFile(config, log)


class JourneysByFile(LoadScopeScheduling):
    """Each test by itself, the journeys of a file as one."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("::")[0] if nodeid.startswith(JOURNEYS) else nodeid


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
def locked(monkeypatch: pytest.MonkeyPatch) -> list[type[Model]]:
    """The models whose rows were asked to be locked, in order. SQLite locks none: its transaction is the lock."""
    asked: list[type[Model]] = []
    lock, ask = QuerySet.select_for_update, Prepared.all

    def note(rows: QuerySet, **how: Any) -> QuerySet:
        asked.append(rows.model)
        return lock(rows, **how)

    def note_written_once(prepared: Prepared, **values: Any) -> list[Any]:
        before = len(asked)
        rows = prepared._now_written().queryset
        asked[before:] = [rows.model] if rows.query.select_for_update else []
        return ask(prepared, **values)

    monkeypatch.setattr(QuerySet, "select_for_update", note)
    monkeypatch.setattr(Prepared, "all", note_written_once)
    return asked


@pytest.fixture
def sms() -> list[tuple[str, str]]:
    """The SMS that were sent, as (phone, text)."""
    return MemorySms.sent
