"""The sockets of this process that look at one thread, and what each of them has.

A room that is stirred looks at the database once for all of them, and each is sent what it does not have: the same
text for all who have the same. Whoever is slow, or is being answered, is passed over and looked after when she is free.
"""

import asyncio
import json
import logging
import time
import types
from collections.abc import Awaitable, Callable, Collection, Coroutine, Generator
from typing import Any
from uuid import UUID

from people.sittings import Sitting
from talks.protocol import partial_out
from talks.queries import MESSAGES_AT_ONCE, Look

logger = logging.getLogger(__name__)

CLOSED_TO_YOU = 4403
# Receipts of many readers come one upon the other: a room is looked at for them this often and no more.
GATHER_SECONDS = 0.2
# Whoever lacks more than this is not waited for by a look of all.
NEAR = MESSAGES_AT_ONCE // 2

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
LookAt = Callable[[UUID, int, Collection[str]], Awaitable[Look]]


class Seat:
    """One socket in a room. ``after`` is the number up to which it was sent everything."""

    __slots__ = ("_busy", "_missed", "_send", "after", "is_put_out", "lacks_receipts", "room", "sitting")

    def __init__(self, sitting: Sitting, send: Send) -> None:
        self.sitting = sitting
        self.room: Room | None = None
        self.after = 0
        self.is_put_out = False
        self.lacks_receipts = True
        self._send = send
        self._busy = 0
        self._missed = False

    @property
    def is_ready(self) -> bool:
        """Whether it may be sent something now."""
        return not self.is_put_out and not self._busy

    def begin(self) -> None:
        """Something is on its way to it, or being looked up for it alone: the room passes it over."""
        self._busy += 1

    def end(self) -> None:
        """That is done; what was passed over meanwhile is looked for."""
        self._busy -= 1
        if self._missed and not self._busy:
            self._missed = False
            if self.room:
                self.room.stir()

    def miss(self, *, receipts: bool) -> None:
        """There is something it does not get now."""
        self._missed |= self._busy > 0
        self.lacks_receipts |= receipts

    def has_all(self, after: int, *, receipts: bool) -> None:
        """It was told by itself what there is; of receipts only where none went by meanwhile."""
        self.after = after
        if receipts:
            self.lacks_receipts = self._missed

    def push(self, text: str) -> None:
        """Send without waiting for it."""
        self._start({"type": "websocket.send", "text": text})

    def put_out(self) -> None:
        """Close it: it is no longer hers to see."""
        self.is_put_out = True
        self._start({"type": "websocket.close", "code": CLOSED_TO_YOU})

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
        self.begin()
        _keep(asyncio.create_task(self._finish(sending, waits_for)))

    async def _finish(self, sending: Coroutine[Any, Any, None], waits_for: Any) -> None:
        try:
            await _rest(sending, waits_for)
        except Exception as error:
            logger.info("A socket went away: %s", type(error).__name__)
        finally:
            self.end()


class Room:
    """Those who look at one thread."""

    def __init__(self, thread_id: UUID, look_at: LookAt) -> None:
        self.thread_id = thread_id
        self.seats: set[Seat] = set()
        self.told: dict[UUID, tuple[int, int]] = {}  # the receipts that were sent last
        self._look_at = look_at
        self._front = 0  # the newest number that was seen
        self._is_stirred = False
        self._looked_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None

    def stir(self) -> None:
        """Look now, or once more where that has begun."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._is_stirred = True
        if self._running is None:
            self._running = asyncio.create_task(self._run())

    def stir_soon(self) -> None:
        """Look within a moment, for whatever else comes in it too."""
        if self._timer is None:
            wait = max(0.0, self._looked_at + GATHER_SECONDS - time.monotonic())
            self._timer = asyncio.get_running_loop().call_later(wait, self.stir)

    def has_fallen_behind(self, last: int, receipts: dict[UUID, tuple[int, int]]) -> bool:
        """Whether a hint was lost: somebody lacks a message up to ``last``, or one of the ``receipts`` was not sent."""
        moved = self.told and any(self.told.get(person) != receipt for person, receipt in receipts.items())
        return bool(moved) or any(seat.is_ready and seat.after < last for seat in self.seats)

    async def rest(self) -> None:
        """Look no more, and wait for the look that has begun."""
        if self._timer:
            self._timer.cancel()
        if self._running:
            await self._running

    async def _run(self) -> None:
        try:
            while self._is_stirred:
                self._is_stirred = False
                self._looked_at = time.monotonic()
                near = [seat.after for seat in self.seats if seat.is_ready and seat.after >= self._front - NEAR]
                await self._look_from(min(near, default=self._front))
                await self._look_for_the_far()
        except Exception:
            logger.exception("A room could not be looked at")
        finally:
            self._running = None

    async def _look_for_the_far(self) -> None:
        while not self._is_stirred:
            far = [seat.after for seat in self.seats if seat.is_ready and seat.after < self._front]
            if not far or not await self._look_from(min(far)):
                return

    async def _look_from(self, after: int) -> bool:
        """Whether there was a message after that number."""
        asked = set(self.seats)
        look = await self._look_at(self.thread_id, after, {seat.sitting.session_key for seat in asked})
        self._spread(look, asked & self.seats)
        # Who came meanwhile was not asked about.
        self._is_stirred |= not self.seats <= asked
        self._is_stirred |= len(look.messages) >= MESSAGES_AT_ONCE
        return bool(look.messages)

    def _spread(self, look: Look, seats: set[Seat]) -> None:
        now = {part.person_id: part.receipt for part in look.standing.parts.values()}
        moved = now != self.told
        frames = _Frames(look, self.told if now.keys() == self.told.keys() else {})
        self.told = now
        last = look.messages[-1].sequence if look.messages else look.after
        self._front = max(self._front, last)
        for seat in seats:
            if not look.standing.admits(self.thread_id, seat.sitting):
                seat.put_out()
            elif not seat.is_ready or seat.after < look.after:
                if moved or last > seat.after:
                    seat.miss(receipts=moved)
            else:
                text = frames.after(seat.after, whole=seat.lacks_receipts)
                seat.after = max(seat.after, last)
                seat.lacks_receipts = False
                if text:
                    seat.push(text)


class _Frames:
    """The texts of one look, each made once for all who have the same."""

    def __init__(self, look: Look, told: dict[UUID, tuple[int, int]]) -> None:
        self._look = look
        self._told = told
        self._texts: dict[tuple[int, bool], str] = {}

    def after(self, number: int, *, whole: bool) -> str:
        """What is new after ``number``, with the receipts that moved or the ``whole`` of them; empty for nothing."""
        if (number, whole) not in self._texts:
            self._texts[number, whole] = self._text(number, {} if whole else self._told)
        return self._texts[number, whole]

    def _text(self, number: int, told: dict[UUID, tuple[int, int]]) -> str:
        messages = [message for message in self._look.messages if message.sequence > number]
        parts = self._look.standing.parts.values()
        moved = [part for part in parts if told.get(part.person_id) != part.receipt]
        if not messages and not moved:
            return ""
        news = {**partial_out(messages, moved), "partial": bool(told)}
        return json.dumps({"type": "messages", **news}, ensure_ascii=False)


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
