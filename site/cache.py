"""A cache that is Redis while Redis answers, and the process's own memory while it does not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as RedisIsGone
from redis.exceptions import OutOfMemoryError, ReadOnlyError, ResponseError
from redis.exceptions import TimeoutError as RedisIsSlow

OPERATIONS = ("add", "get", "set", "touch", "delete", "incr", "has_key", "get_many", "set_many", "delete_many", "clear")
TAKES_NOTHING = (OutOfMemoryError, ReadOnlyError)
# Its disk is full, its copies are away: answers that the client library has no class for.
REFUSALS = ("MISCONF", "NOREPLICAS", "MASTERDOWN")
AWAY_SECONDS = 10


@dataclass
class Absence:
    """Until when nobody in this process asks a Redis again that did not answer."""

    until: float = 0.0

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self.until

    def begin(self) -> None:
        self.until = time.monotonic() + AWAY_SECONDS

    def end(self) -> None:
        self.until = 0.0


# By address: each thread has a cache of its own, and what one found out holds for all.
ABSENCES: dict[str, Absence] = {}


def _is_away(error: Exception) -> bool:
    return isinstance(error, (RedisIsGone, RedisIsSlow, *TAKES_NOTHING)) or str(error).startswith(REFUSALS)


def _with_a_substitute(name: str) -> Callable[..., Any]:
    def operation(self: "RedisCacheThatMayBeAway", *args: Any, **kwargs: Any) -> Any:
        substitute = getattr(self.substitute, name)
        if self.absence.lasts:
            return substitute(*args, **kwargs)
        if self.absence.until:
            self.absence.begin()  # one asks whether it is back; the others do not wait with it
        try:
            answer = getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisIsGone, RedisIsSlow, ResponseError) as error:
            if not _is_away(error):
                raise
            self.absence.begin()
            return substitute(*args, **kwargs)
        self.absence.end()
        return answer

    return operation


# By addresses: whatever Django makes a cache for, a thread or a task of the event loop, uses the connections of all.
CLIENTS: dict[tuple[str, ...], dict[int, Any]] = {}


class Client(RedisCacheClient):
    """Django's makes a client anew for each word with Redis, and asks twice where it counts."""

    COUNT = "if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('INCRBY', KEYS[1], ARGV[1]) end"

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self._clients = CLIENTS.setdefault(tuple(servers), {})

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        index = self._get_connection_pool_index(write)
        if index not in self._clients:
            self._clients[index] = super().get_client(key, write=write)
        return self._clients[index]

    def incr(self, key: Any, delta: int) -> int:
        count = self.get_client(key, write=True).eval(self.COUNT, 1, key, delta)
        if count is None:
            raise ValueError(f"Key {key!r} not found.")
        return int(count)


class RedisCacheThatMayBeAway(RedisCache):
    """Pages go on and limits are still counted, by each process for itself, while Redis is away or takes nothing."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        most = options.pop("MAX_ENTRIES", None)  # of the substitute; Redis has its own memory limit
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = Client
        substitute = {"OPTIONS": {"MAX_ENTRIES": most}} if most else {}
        self.substitute = LocMemCache(f"instead of {server} {self.key_prefix}", substitute)
        self.absence = ABSENCES.setdefault(server, Absence())

    @property
    def is_away(self) -> bool:
        """Whether each process counts for itself at present."""
        return self.absence.lasts


for _name in OPERATIONS:
    setattr(RedisCacheThatMayBeAway, _name, _with_a_substitute(_name))
