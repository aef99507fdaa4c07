"""The sockets of this process that look at one thread, and what each of them has.

A room that is stirred visits the database once for all of them, and each is sent what it does not have: the same text
for all who have the same. Whoever is slow is passed over and looked after when she is free.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from heapq import nsmallest
from typing import Any
from uuid import UUID

from core.errors import Refusal
from people.sittings import Sitting
from talks.protocol import Send as Record
from talks.protocol import news_of_a_room, part_out
from talks.queries import MESSAGES_AT_ONCE, Look, Part
from talks.seats import Seat
from talks.visits import COME_AGAIN, TOO_FAST, Answer, Reached, Said, Visit

logger = logging.getLogger(__name__)

# Receipts of many readers come one upon the other: a room is looked at for them this often and no more.
GATHER_SECONDS = 0.2
# Whoever lacks more than this is not waited for by a look of all.
NEAR = MESSAGES_AT_ONCE // 2

MakeVisit = Callable[[UUID, int, Collection[str], Sequence[Said], Reached], Awaitable[Visit]]


class Room:
    """Those who look at one thread, whose newest number is ``front`` as far as is known."""

    def __init__(self, thread_id: UUID, visit: MakeVisit, *, front: int = 0) -> None:
        self.thread_id = thread_id
        self.seats: set[Seat] = set()
        self.front = front
        self._visit = visit
        self._said: list[tuple[Seat, Record | type[Refusal]]] = []
        self._reached: dict[Sitting, tuple[int, int]] = {}
        self._receipts: dict[UUID, tuple[int, int]] = {}  # as they were at the last look
        self._slowest: list[Part] = []
        self._heard_of = 0
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

    def hear_of(self, number: int) -> None:
        """There is a message of this number: look for it, unless it has been seen, or is by a look that has begun."""
        self._heard_of = max(self._heard_of, number)
        if self._running is None and number > self.front:
            self.stir()

    def answer(self, seat: Seat, frame: Record | type[Refusal]) -> None:
        """Answer a frame of the seat with the next look."""
        self._said.append((seat, frame))
        self.stir()

    def note(self, seat: Seat, delivered: int, read: int) -> None:
        """Write down how far the seat's reader has come, with that of others."""
        before = self._reached.get(seat.sitting, (0, 0))
        self._reached[seat.sitting] = (max(before[0], delivered), max(before[1], read))
        self.stir_soon()

    def has_fallen_behind(self, last: int, receipts: dict[UUID, tuple[int, int]]) -> bool:
        """Whether a hint was lost: somebody lacks a message up to ``last``, or one of the ``receipts`` was not seen."""
        seen = self._receipts
        moved = seen and any(seen.get(person) != receipt for person, receipt in receipts.items())
        return bool(moved) or any(seat.is_ready and seat.is_greeted and seat.after < last for seat in self.seats)

    async def rest(self) -> None:
        """Look no more, and wait for the look that has begun."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
            if self._reached:
                self.stir()
        if self._running:
            await self._running

    async def _run(self) -> None:
        while self._is_stirred:
            self._is_stirred = False
            self._looked_at = time.monotonic()
            said, self._said = self._said, []
            try:
                await self._look_from(self._nearest(), said)
                await self._look_for_the_far()
            except Exception:
                logger.exception("A room could not be looked at")
                self._send_away(said)
            self._is_stirred |= self._heard_of > self.front
            self._heard_of = 0
        self._running = None

    def _nearest(self) -> int:
        near = self.front - NEAR
        return min((seat.after for seat in self.seats if seat.is_ready and seat.after >= near), default=self.front)

    async def _look_for_the_far(self) -> None:
        while not self._is_stirred:
            far = [seat.after for seat in self.seats if seat.is_ready and seat.is_greeted and seat.after < self.front]
            if not far or not await self._look_from(min(far), []):
                return

    async def _look_from(self, after: int, said: list[tuple[Seat, Record | type[Refusal]]]) -> bool:
        """Whether there was a message after that number."""
        asked = set(self.seats)
        reached, self._reached = self._reached, {}
        sessions = {seat.sitting.session_key for seat in asked} | {sitting.session_key for sitting in reached}
        frames = [Said(seat.sitting, frame) for seat, frame in said]
        answers, look = await self._visit(self.thread_id, after, sessions, frames, reached)
        for (seat, _), answer in zip(said, answers, strict=True):
            _give(seat, answer)
        said.clear()
        self._spread(look, asked & self.seats)
        # Who came meanwhile was not asked about.
        self._is_stirred |= not self.seats <= asked
        self._is_stirred |= len(look.messages) >= MESSAGES_AT_ONCE
        return bool(look.messages)

    def _send_away(self, said: list[tuple[Seat, Record | type[Refusal]]]) -> None:
        """Nothing can be said to who has asked: she comes again when it is better."""
        for seat in {seat for seat, _ in said} | {seat for seat in self.seats if seat.is_waiting}:
            seat.put_out(COME_AGAIN)

    def _spread(self, look: Look, seats: set[Seat]) -> None:
        moved = self._see(look)
        frames = _Frames(look, self._slowest, moved=moved)
        last = look.after
        if look.messages:
            last = look.messages[-1].sequence
            self.front = max(self.front, last)
        for seat in seats:
            if not look.standing.admits(self.thread_id, seat.sitting):
                seat.put_out()
            elif not seat.is_ready or seat.after < look.after:
                if moved or last > seat.after:
                    seat.miss(receipts=moved)
            else:
                text = frames.after(seat.after, whole=seat.lacks_receipts)
                is_whole, seat.lacks_receipts = seat.lacks_receipts, False
                seat.after = max(seat.after, last)
                if text:
                    seat.push(text)
                if seat.is_waiting:
                    self._answer_who_waits(seat, look, tell_her_own=is_whole)

    def _see(self, look: Look) -> bool:
        """Whether those who have come least far are others than before, or have come further."""
        parts = look.standing.parts.values()
        receipts = {part.person_id: part.receipt for part in parts}
        if receipts == self._receipts:
            return False
        self._receipts = receipts
        before, self._slowest = self._slowest, slowest_of(parts)
        return [(part.person_id, part.receipt) for part in before] != [
            (part.person_id, part.receipt) for part in self._slowest
        ]

    def _answer_who_waits(self, seat: Seat, look: Look, *, tell_her_own: bool) -> None:
        """What the portal knows of herself, where that is not among what all were told; and that all is said."""
        seat.is_waiting = False
        person = seat.sitting.person_id
        if tell_her_own and all(part.person_id != person for part in self._slowest):
            part = look.standing.parts[self.thread_id, person]
            seat.push(_said("messages", messages=[], receipts=[part_out(part)], partial=True))
        seat.push(_said("pong", after=seat.after, person=str(person)))


def slowest_of(parts: Collection[Part]) -> list[Part]:
    """Those by whom each member sees how far all others have come, however many they are.

    Two who have received least and two who have read least: one of the two may be she herself.
    """
    received = nsmallest(2, parts, key=lambda part: (part.delivered, part.person_id))
    read = nsmallest(2, parts, key=lambda part: (part.read, part.person_id))
    return list({part.person_id: part for part in received + read}.values())


class _Frames:
    """The texts of one look, each made once for all who have the same."""

    def __init__(self, look: Look, slowest: list[Part], *, moved: bool) -> None:
        self._look = look
        self._slowest = slowest
        self._moved = moved
        self._texts: dict[tuple[int, bool], str] = {}

    def after(self, number: int, *, whole: bool) -> str:
        """What is new after ``number``, with the receipts where they moved or are ``whole``; empty for nothing."""
        key = number, whole or self._moved
        if key not in self._texts:
            self._texts[key] = self._text(*key)
        return self._texts[key]

    def _text(self, number: int, receipts: bool) -> str:
        messages = [message for message in self._look.messages if message.sequence > number]
        if not messages and not receipts:
            return ""
        return _said("messages", **news_of_a_room(messages, self._slowest if receipts else None))


def _said(kind: str, **values: Any) -> str:
    return json.dumps({"type": kind, **values}, ensure_ascii=False)


def _give(seat: Seat, answer: Answer) -> None:
    if answer.text:
        seat.push(answer.text)
    if answer.code is not None:
        if answer.code == TOO_FAST:
            logger.warning("A socket sends too fast")
        seat.put_out(answer.code)
