"""The socket of a thread: it lets in who takes part and passes frames on to the room. No rule lives here."""

import logging
import time
from collections import deque
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from django.conf import settings

from core.limits import Budget, within_budget
from people.sittings import Sitting, sitting_of
from submissions.errors import CannotBeRead
from talks import queries
from talks.errors import MessageIsTooLong
from talks.live import hub
from talks.protocol import LONGEST_FRAME_LETTERS, Hello, Ping, Receipts, read_frame
from talks.seats import Seat
from talks.visits import CLOSED_TO_YOU, TOO_FAST

logger = logging.getLogger(__name__)

NOT_YOURS = 4404
# How often one person may open a socket: a phone in a bad network opens one every few seconds.
SOCKETS = Budget("sockets", most=40, seconds=60)
FRAMES_AT_ONCE = 40
WITHIN_SECONDS = 10


async def thread_socket(scope: Any, receive: Any, send: Any) -> None:
    """One reader of one thread, from her coming to her going.

    No consumer of Channels: that has a task and a wait for every frame, and a visit to the database when it ends.
    """
    socket = ThreadSocket(scope["url_route"]["kwargs"]["thread_id"], send)
    await receive()
    try:
        await socket.let_in(scope["cookies"].get(settings.SESSION_COOKIE_NAME))
        while (event := await receive())["type"] == "websocket.receive":
            await socket.hear(event.get("text"))
    finally:  # however it ends, it leaves its room
        if socket.seat:
            await hub().leave(socket.seat)


class ThreadSocket:
    """What is known of an open socket."""

    __slots__ = ("_arrivals", "_send", "_thread_id", "seat")

    def __init__(self, thread_id: UUID, send: Any) -> None:
        self._thread_id = thread_id
        self._send = send
        self._arrivals: deque[float] = deque(maxlen=FRAMES_AT_ONCE)
        self.seat: Seat | None = None

    async def let_in(self, key: str | None) -> None:
        """Let her in who takes part in the thread; anybody else is told the same as if there were none."""
        sitting, last, code = await _comes_in(self._thread_id, key)
        await self._send({"type": "websocket.accept"})
        if sitting is None:
            await self._close(code)
            return
        self.seat = Seat(sitting, self._send)
        await hub().join(self._thread_id, self.seat, last=last)

    async def hear(self, text: str | None) -> None:
        """One frame. Whether it is still hers to send is asked where it is answered."""
        if self._is_too_fast():
            logger.warning("Socket of thread %s sends too fast", self._thread_id)
            await self._close(TOO_FAST)
        elif self.seat is None:
            await self._close(CLOSED_TO_YOU)
        else:
            _pass_on(self.seat, text)

    async def _close(self, code: int) -> None:
        await self._send({"type": "websocket.close", "code": code})

    def _is_too_fast(self) -> bool:
        """Whether this is one frame too many within ten seconds."""
        now = time.monotonic()
        full = len(self._arrivals) == FRAMES_AT_ONCE
        oldest = self._arrivals[0] if full else now
        self._arrivals.append(now)
        return full and now - oldest < WITHIN_SECONDS


def _pass_on(seat: Seat, text: str | None) -> None:
    if text is None or len(text) > LONGEST_FRAME_LETTERS:
        seat.say(MessageIsTooLong)
        return
    try:
        frame = read_frame(text)
    except ValueError:
        seat.say(CannotBeRead)
        return
    if isinstance(frame, Hello):
        seat.greet(frame.after)
    elif isinstance(frame, Ping):
        seat.ask(frame.after)
    elif isinstance(frame, Receipts):
        seat.note(frame.delivered, frame.read)
    else:
        seat.say(frame)


@database_sync_to_async
def _comes_in(thread_id: UUID, key: str | None) -> tuple[Sitting | None, int, int]:
    """Who sits there, the number of the thread's last message; and why she is not let in."""
    sitting, person = sitting_of(key) or (None, None)
    last = queries.last_sequence_for(thread_id, person) if person else None
    if person is None or last is None:
        return None, 0, NOT_YOURS
    return (sitting, last, 0) if within_budget(SOCKETS, person.pk) else (None, 0, TOO_FAST)
