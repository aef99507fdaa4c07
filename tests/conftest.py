"""What every test may use."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import CacheHandler, caches
from django.db.models import Model, QuerySet
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from core.prepared import Prepared
from notifications.push import MemoryPush
from people.models import Person, User
from people.sms import MemorySms
from tests.emptying import empty_the_database
from tests.quick_migrations import quick_migrations

pytest_plugins = ["tests.talks.talk"]
TESTS, JOURNEYS = Path(__file__).parent, "tests/browser/"
# Each test of these takes as long as a hundred others.
LONGEST = {"test_access.py", "test_admin_walk.py"}
STARTED_AGAIN, JOURNEYS_AS_LONG = {"open_phone", "kept_phone"}, 8

# Without a clock: on a busy machine an example may take as long as it likes.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

TransactionTestCase._fixture_teardown = lambda case: empty_the_database()


@pytest.fixture(scope="session")
def quickly() -> ExitStack:
    """Migrations are quick until it is closed."""
    stack = ExitStack()
    stack.enter_context(quick_migrations())
    return stack


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, quickly: ExitStack) -> None:
    """Asked for before the database is made."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, quickly: ExitStack) -> None:
    """As empty as without migrations: some write pages and groups, beside which no tree of pages can be remembered."""
    quickly.close()
    with django_db_blocker.unblock():
        empty_the_database()


@pytest.fixture(scope="session")
def upload_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One for each test, which is there when something is uploaded: few tests do."""
    folder = tmp_path_factory.mktemp("uploads")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _clean_slate(upload_folders: Iterator[Path], settings, monkeypatch, request: pytest.FixtureRequest) -> None:
    """No limits counted, no SMS sent, no upload and no reader's language kept from another test.

    The window of a budget does not turn over in the middle of a test. Of one that holds anywhere Django's blocked
    database, and here the caches, see to it that it does.
    """
    monkeypatch.setattr("core.limits.time", SimpleNamespace(time=lambda: 1_000_000.0))
    for cache in caches.all(initialized_only=True):
        cache.clear()
    MemorySms.sent.clear()
    MemoryPush.sent.clear()
    MemoryPush.gone.clear()
    settings.MEDIA_ROOT = next(upload_folders)
    translation.deactivate()
    if request.node.get_closest_marker("anywhere"):
        monkeypatch.setattr(CacheHandler, "__getitem__", _refuse)


def _refuse(caches: CacheHandler, name: str) -> None:
    raise AssertionError(f"asked the cache {name}: this does not hold anywhere")


def pytest_configure(config: pytest.Config) -> None:
    """Each worker begins to collect elsewhere: what one of them has made ready to run, the others find."""
    worker: dict[str, Any] = getattr(config, "workerinput", {})
    if worker and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        places = sorted({TESTS / path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")})
        begin = len(places) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        config.args = [str(place) for place in places[begin:] + places[:begin]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``pytest -m "not browser"`` leaves the journeys out.

    They come first, the longest files of each before the others: what is short fills the gaps at the end. Where a phone
    is ended and started again, a journey takes as long as several others.
    """
    journeys = [item for item in items if item.nodeid.startswith(JOURNEYS)]
    others = [item for item in items if not item.nodeid.startswith(JOURNEYS)]
    others.sort(key=lambda item: (item.path.name not in LONGEST, item.path))
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    in_file: Counter[Path] = Counter()
    for item in journeys:
        in_file[item.path] += JOURNEYS_AS_LONG if STARTED_AGAIN & {*item.fixturenames} else 1
    items[:] = sorted(journeys, key=lambda item: (-in_file[item.path], item.path)) + others


def pytest_collection_finish() -> None:
    """All that has been loaded stays to the end: garbage is looked for elsewhere, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """The journeys of a file go to one worker, in their order: the next one knows what is left in the portal. Every
    other test goes to whichever is free.

    The groups of xdist 3.8 would say the same, but pytest 9.2 does not let them name a test.
    """
    return JourneysByFile(config, log)


class JourneysByFile(LoadScopeScheduling):
    """Each test by itself, the journeys of a file as one.

    One worker begins with what is no journey, so that no core is idle while the live portal is prepared, nor when a
    journey waits for a clock.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("::")[0] if nodeid.startswith(JOURNEYS) else nodeid

    def _assign_work_unit(self, node: WorkerController) -> None:
        if node is self.nodes[-1]:
            other = next((scope for scope in self.workqueue if not scope.startswith(JOURNEYS)), None)
            if other is not None:
                self.workqueue.move_to_end(other, last=False)
        super()._assign_work_unit(node)


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
        found = ask(prepared, **values)  # which makes the queryset the first time
        rows = prepared._make()
        asked[before:] = [rows.model] if rows.query.select_for_update else []
        return found

    monkeypatch.setattr(QuerySet, "select_for_update", note)
    monkeypatch.setattr(Prepared, "all", note_written_once)
    return asked


@pytest.fixture
def sms() -> list[tuple[str, str]]:
    """The SMS that were sent, as (phone, text)."""
    return MemorySms.sent
