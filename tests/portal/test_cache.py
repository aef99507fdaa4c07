"""Redis may refuse, hang, or take nothing: the portal goes on, and the limits hold."""

import socket
import time

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.test import Client
from redis._parsers.base import BaseParser
from redis.exceptions import ConnectionError as RedisIsGone
from redis.exceptions import ResponseError

from core.limits import limits_are_shared
from portal.cache import ABSENCES, AWAY_SECONDS, CLIENTS, RedisCacheThatMayBeAway
from portal.cache import Client as RedisClient

NOWHERE = "redis://127.0.0.1:1/0"
QUICK = {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}


def said(words):
    """The error that Redis's own words become."""
    return BaseParser.parse_error(words)


@pytest.fixture(autouse=True)
def _nobody_is_away():
    """What one test found out or kept in the meantime is not another's."""
    redis_at().substitute.clear()
    ABSENCES.clear()
    CLIENTS.clear()
    yield
    ABSENCES.clear()
    CLIENTS.clear()


@pytest.fixture
def asked(monkeypatch):
    """A Redis that answers as told to, and how often it was asked."""

    class Asked(list):
        error: Exception | None = None

    calls = Asked()

    def get(self, key, *args, **kwargs):
        calls.append(key)
        if calls.error:
            raise calls.error
        return "from Redis"

    monkeypatch.setattr("portal.cache.RedisCache.get", get)
    return calls


def redis_at(address=NOWHERE, **options):
    return RedisCacheThatMayBeAway(address, {"OPTIONS": {**QUICK, **options}})


@pytest.mark.parametrize(
    "error",
    [
        RedisIsGone("Connection refused"),
        said("OOM command not allowed when used memory > 'maxmemory'."),
        said("MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk."),
        said("READONLY You can't write against a read only replica."),
    ],
    ids=lambda error: str(error).split()[0],
)
def test_while_redis_takes_nothing_the_process_counts_for_itself(asked, error):
    asked.error = error
    kept = redis_at()
    assert kept.get("tries") is None
    kept.set("tries", 3)
    assert kept.get("tries") == 3
    assert kept.is_away


def test_our_own_mistake_is_not_taken_for_an_absence(asked):
    asked.error = said("WRONGTYPE Operation against a key holding the wrong kind of value")
    with pytest.raises(ResponseError):
        redis_at().get("tries")


def test_a_redis_that_hangs_is_waited_for_once_and_by_one_thread():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        began = time.monotonic()
        for _ in range(20):
            redis_at(address).set("tries", 1)
        assert time.monotonic() - began < 20 * QUICK["socket_timeout"]


def test_after_some_seconds_redis_is_asked_again_and_taken_back(asked, monkeypatch):
    kept = redis_at()
    asked.error = RedisIsGone()
    kept.get("tries")
    kept.get("tries")
    assert len(asked) == 1
    now = time.monotonic()
    monkeypatch.setattr("portal.cache.time.monotonic", lambda: now + AWAY_SECONDS + 1)
    asked.error = None
    assert kept.get("tries") == "from Redis"
    assert not kept.is_away


def test_what_counts_together_is_said_while_it_does_not(settings):
    assert limits_are_shared()
    settings.CACHES = {
        "default": {"BACKEND": "portal.cache.RedisCacheThatMayBeAway", "LOCATION": NOWHERE, "OPTIONS": QUICK}
    }
    cache.get("anything")
    assert not limits_are_shared()


def test_what_is_counted_is_one_word_with_redis_and_begins_with_nothing(monkeypatch):
    said, kept = [], RedisClient([NOWHERE])
    answers = iter([5, None])

    class Redis:
        def __init__(self, **options):
            said.append("made")

        def eval(self, script, keys, key, delta):
            said.append((key, delta))
            return next(answers)

    monkeypatch.setattr(kept, "_client", Redis)
    assert kept.incr("tries", 2) == 5
    with pytest.raises(ValueError, match="not found"):
        kept.incr("tries", 1)
    assert said == ["made", ("tries", 2), ("tries", 1)]


def test_whoever_a_cache_is_made_for_uses_the_same_connections():
    first, second = (RedisClient([NOWHERE]).get_client(write=True) for _ in range(2))
    assert first is second


@pytest.mark.django_db
def test_no_number_of_pages_pushes_a_limit_out():
    cache.set("tries", 5)
    for number in range(400):
        caches["pages"].set(f"page-{number}", "x")
    browser = Client()
    for number in range(3):
        browser.get(f"/en/?x={number}")
    assert cache.get("tries") == 5
    assert cache.get("page-399") is None


def test_operations_are_all_guarded():
    public = {name for name in vars(RedisCache) if not name.startswith("_") and name not in {"get_backend_timeout"}}
    assert public <= set(vars(RedisCacheThatMayBeAway))
