"""One socket in a room: what it has, and sending to it without waiting for it."""

import asyncio
import logging
import types
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Protocol
from uuid import UUID

from core.errors import Refusal
from people.sittings import Sitting
from talks.protocol import Send as Record
from talks.visits import CLOSED_TO_YOU

logger = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


class Surroundings(Protocol):
    """What a seat knows of its room."""

    thread_id: UUID
    seats: set["Seat"]

    def stir(self) -> None: ...

    def answer(self, seat: "Seat", frame: Record | type[Refusal]) -> None: ...

    def note(self, seat: "Seat", delivered: int, read: int) -> None: ...

    async def rest(self) -> None: ...


class Seat:
    """One socket in a room. ``after`` is the number up to which it was sent everything.

    It ``is_greeted`` once its page has said what it has, and ``is_waiting`` while it has asked and not been answered.
    """

    __slots__ = (
        *("_busy", "_missed", "_send", "after", "is_greeted", "is_put_out", "is_waiting", "lacks_receipts"),
        *("room", "sitting"),
    )

    def __init__(self, sitting: Sitting, send: Send) -> None:
        self.sitting = sitting
        self.room: Surroundings | None = None
        self.after = 0
        self.is_greeted = False
        self.is_put_out = False
        self.is_waiting = False
        self.lacks_receipts = True
        self._send = send
        self._busy = 0
        self._missed = False

    @property
    def is_ready(self) -> bool:
        """Whether it may be sent something now."""
        return not self.is_put_out and not self._busy

    def greet(self, after: int) -> None:
        """Its page has all up to ``after``, and asks for the rest and how far everybody is."""
        self.after = after
        self.lacks_receipts = True
        self._wait()

    def ask(self, after: int) -> None:
        """As above, without what was sent on this socket: that is on its way, in order."""
        self.after = max(self.after, after)
        self._wait()

    def say(self, frame: Record | type[Refusal]) -> None:
        """It has said something that is answered by itself."""
        if self.room:
            self.room.answer(self, frame)

    def note(self, delivered: int, read: int) -> None:
        """Its page has received and its reader has seen so much."""
        if self.room:
            self.room.note(self, delivered, read)

    def miss(self, *, receipts: bool) -> None:
        """There is something it does not get now."""
        self._missed |= self._busy > 0
        self.lacks_receipts |= receipts

    def push(self, text: str) -> None:
        """Send without waiting for it."""
        self._start({"type": "websocket.send", "text": text})

    def put_out(self, code: int = CLOSED_TO_YOU) -> None:
        """Close it: it is no longer hers to see, or something is wrong here."""
        self.is_put_out = True
        self._start({"type": "websocket.close", "code": code})

    def _wait(self) -> None:
        self.is_greeted = self.is_waiting = True
        if self.room:
            self.room.stir()

    def _start(self, event: dict[str, Any]) -> None:
        """What a socket takes at once needs no task, which would cost more than the sending; most do."""
        sending = self._send(event)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        except Exception as error:
            logger.info("A socket went away: %s", type(error).__name__)
            return
        self._busy += 1
        _keep(asyncio.create_task(self._finish(sending, waits_for)))

    async def _finish(self, sending: Coroutine[Any, Any, None], waits_for: Any) -> None:
        """The room passes it over while something is on its way; what it missed meanwhile is looked for."""
        try:
            await _rest(sending, waits_for)
        except Exception as error:
            logger.info("A socket went away: %s", type(error).__name__)
        finally:
            self._busy -= 1
            if self._missed and not self._busy:
                self._missed = False
                if self.room:
                    self.room.stir()


_kept: set[asyncio.Task[None]] = set()


def _keep(task: asyncio.Task[None]) -> None:
    """The loop itself holds its tasks only weakly."""
    _kept.add(task)
    task.add_done_callback(_kept.discard)


@types.coroutine
def _rest(sending: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Go on with what was begun by hand and waits for ``waits_for``."""
    try:
        yield waits_for
    except Exception:  # noqa: S110  (what it waited for tells it itself)
        pass
    except BaseException:
        sending.close()
        raise
    yield from sending.__await__()
