"""A cache that is Redis while Redis answers, and the process's own memory while it does not."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisIsAway
from redis.exceptions import TimeoutError as RedisIsSlow

OPERATIONS = ("add", "get", "set", "touch", "delete", "incr", "has_key", "get_many", "set_many", "delete_many", "clear")


def _with_a_substitute(name: str) -> Callable[..., Any]:
    def operation(self: "RedisCacheThatMayBeAway", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisIsAway, RedisIsSlow):
            return getattr(self.substitute, name)(*args, **kwargs)

    return operation


class RedisCacheThatMayBeAway(RedisCache):
    """Pages go on and limits are still counted, by each process for itself, while Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.substitute = LocMemCache("while-redis-is-away", {})


for _name in OPERATIONS:
    setattr(RedisCacheThatMayBeAway, _name, _with_a_substitute(_name))
