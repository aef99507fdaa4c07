"""A cache that is Redis while Redis answers, and the process's own memory while it does not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
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


class RedisCacheThatMayBeAway(RedisCache):
    """Pages go on and limits are still counted, by each process for itself, while Redis is away or takes nothing."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        most = options.pop("MAX_ENTRIES", None)  # of the substitute; Redis has its own memory limit
        super().__init__(server, {**params, "OPTIONS": options})
        substitute = {"OPTIONS": {"MAX_ENTRIES": most}} if most else {}
        self.substitute = LocMemCache(f"instead of {server} {self.key_prefix}", substitute)
        self.absence = ABSENCES.setdefault(server, Absence())

    @property
    def is_away(self) -> bool:
        """Whether each process counts for itself at present."""
        return self.absence.lasts


for _name in OPERATIONS:
    setattr(RedisCacheThatMayBeAway, _name, _with_a_substitute(_name))
