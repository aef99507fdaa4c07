"""PostgreSQL without asking the server at each request whether a connection still stands; the engine is ``base``."""

import select
import time
from typing import Any

import psycopg

# A way that forgets connections, as walls and address translators do, does so after minutes.
SURE_FOR_SECONDS = 30


class Looks:
    """When a connection was last looked at.

    A server that ended the connection said so, and so there is something to read; then it is asked indeed. One that is
    gone without a word cannot be seen so: after half a minute unused it is asked as well.
    """

    def __init__(self) -> None:
        self._looked_at = float("-inf")

    def says_it_stands(self, descriptor: int) -> bool:
        """Whether nothing needs to be asked of the connection with this ``descriptor``, which is looked at now."""
        before, self._looked_at = self._looked_at, time.monotonic()
        return self._looked_at - before < SURE_FOR_SECONDS and not _has_something_to_read(descriptor)


class LookedAtConnection(psycopg.Connection[Any]):
    """The pool asks by an empty statement at every request, which costs as much as any other."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """As psycopg's, but for the empty statement while the server has said nothing."""
        if query == "":
            self._looks = getattr(self, "_looks", None) or Looks()
            if self._looks.says_it_stands(self.fileno()):
                return self.cursor()
        return super().execute(query, params, **options)


def _has_something_to_read(descriptor: int) -> bool:
    looking = select.poll()
    looking.register(descriptor, select.POLLIN)
    return bool(looking.poll(0))
