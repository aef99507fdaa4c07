"""A connection to PostgreSQL that the pool hands on without asking the server each time whether it still stands."""

import select
from typing import Any

import psycopg


class LookedAtConnection(psycopg.Connection[Any]):
    """The pool asks by an empty statement at every request, which costs as much as any other.

    A server that ended the connection said so, and so there is something to read; then it is asked indeed. One that is
    gone without a word is found out by the next statement, as it would be by the empty one.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """As psycopg's, but for the empty statement while the server has said nothing."""
        if query == "" and not _has_something_to_read(self.fileno()):
            return self.cursor()
        return super().execute(query, params, **options)


def _has_something_to_read(descriptor: int) -> bool:
    looking = select.poll()
    looking.register(descriptor, select.POLLIN)
    return bool(looking.poll(0))
