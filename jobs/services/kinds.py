"""What a kind of job does, and who is told of which fact: lent by other apps in their ``lends.py``."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from core.registry import Registry
from jobs.enums import Lane

Payload = dict[str, Any]
JobHandler = Callable[[Payload], None]


class SaysProgress(Protocol):
    """Told by a long job now and then: ``done`` of ``of``, and in words what it is at."""

    def __call__(self, done: int, of: int, words: str = "") -> None: ...


@dataclass(frozen=True)
class JobResult:
    """What came of a long job: a sentence, and a file to fetch or a place to go on to."""

    words: str = ""
    file_name: str = ""
    content: bytes = b""
    link: str = ""


LongJobHandler = Callable[[Payload, SaysProgress], JobResult | None]


@dataclass(frozen=True)
class JobKind:
    """One kind of job: what is done, in which lane."""

    handler: JobHandler | LongJobHandler
    lane: Lane


job_kinds: Registry[JobKind] = Registry("kind of job")
_subscribers: defaultdict[str, list[str]] = defaultdict(list)


def register_job(kind: str, handler: JobHandler, *, lane: Lane = Lane.QUICK) -> None:
    """Let an upper app say what a job of ``kind`` does.

    A quick handler runs in one transaction with the mark of being done: its effect comes exactly once. A mail runs
    outside of any transaction, for it waits for a stranger, and may go out twice if its process dies.
    """
    job_kinds.register(kind, JobKind(handler, lane))


def register_long_job(kind: str, handler: LongJobHandler) -> None:
    """Let an upper app say what a long job of ``kind`` does.

    The handler runs outside of any transaction, makes short ones of its own, says how far it is at least every
    minute, and can begin again after its process died. A :class:`core.errors.Refusal` ends it with its sentence.
    """
    job_kinds.register(kind, JobKind(handler, Lane.LONG))


def subscribe(fact: str, name: str, handler: JobHandler) -> None:
    """Let ``handler`` follow from each ``fact``, as a job of the kind ``name`` in the transaction of the fact."""
    register_job(name, handler)
    if name not in _subscribers[fact]:
        _subscribers[fact].append(name)


def subscribers_of(fact: str) -> list[str]:
    """The kinds of job that follow from ``fact``."""
    return _subscribers[fact]
