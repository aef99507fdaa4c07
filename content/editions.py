"""The edition of all that is published, and what a process keeps of one edition.

The edition is one row, changed in the transaction of every change of what readers see (:mod:`content.receivers`):
whoever asks after the commit, in whichever process, finds another. It is asked for once a request, and what was made
from published content is kept under it in the memory of the process. Nothing about a person is ever kept here.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection

from content.models import Edition
from content.signals import edition_changed

Made = TypeVar("Made")
MOST = 2_000  # lesson bodies are the largest, some 20 KB: 40 MB a process at most
ONLY_ROW = 1
READ = f"SELECT key FROM {Edition._meta.db_table}"  # noqa: S608  (written out: it is asked at every request)


@dataclass
class _Request:
    edition: str = ""
    has_changed_it: bool = False


_request: ContextVar[_Request | None] = ContextVar("request that reads one edition", default=None)
_shelf: "OrderedDict[Hashable, Any]" = OrderedDict()
_lock = Lock()


@contextmanager
def one_edition() -> Iterator[None]:
    """Within it the edition is asked for once: for a request."""
    token = _request.set(_Request())
    try:
        yield
    finally:
        _request.reset(token)


def edition_now() -> str:
    """The name of the edition; empty where nothing was ever published."""
    request = _request.get()
    if request is None:
        return _read()
    if not request.edition:
        request.edition = _read()
    return request.edition


def new_edition() -> None:
    """What readers see changes in this transaction; a request that changes it keeps nothing from then on."""
    if not Edition.objects.filter(pk=ONLY_ROW).update(key=uuid4()):
        Edition.objects.create(pk=ONLY_ROW)
    request = _request.get()
    if request is not None:
        request.edition, request.has_changed_it = "", True
    edition_changed.send(sender=Edition)


def kept(*name: Hashable, make: Callable[[], Made]) -> Made:
    """What ``make`` makes from published content, once for each edition, process and ``name``.

    ``make`` reads that content itself, or the name holds the revision it was read from. The name holds the language,
    and all else that ``make`` depends on; never a person. Outside of a request nothing is kept, and never a None: what
    is not there may be asked for under any name.
    """
    request = _request.get()
    edition = edition_now() if request and not request.has_changed_it else ""
    if not edition:
        return make()
    key = (edition, *name)
    with _lock:
        if key in _shelf:
            _shelf.move_to_end(key)
            found: Made = _shelf[key]
            return found
    made = make()
    if made is None:
        return made
    with _lock:
        _shelf[key] = made
        while len(_shelf) > MOST:
            _shelf.popitem(last=False)
    return made


def _read() -> str:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
