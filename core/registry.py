"""What an upper app lends to a lower one: the lower app holds a registry, the upper app's ``lends.py`` fills it."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Things lent under a key, in the order in which they were lent.

    ``what`` names a thing in messages: ``Registry[JobKind]("kind of job")``.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._things: dict[str, T] = {}

    def register(self, key: str, thing: T) -> T:
        """Lend ``thing`` under ``key``. Raises ValueError where the key is taken by something else."""
        if self._things.setdefault(key, thing) != thing:
            raise ValueError(f"the {self.what} {key!r} is registered already")
        return thing

    def get(self, key: str) -> T:
        """What is lent under ``key``; raises LookupError where nothing is."""
        try:
            return self._things[key]
        except KeyError:
            raise LookupError(f"no {self.what} {key!r} is registered") from None

    def __contains__(self, key: str) -> bool:
        return key in self._things

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def items(self) -> list[tuple[str, T]]:
        """(key, thing) of all that is lent."""
        return list(self._things.items())
