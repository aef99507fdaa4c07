"""What the open sockets of one process share: one subscription to the channel layer, one look a hint and room.

Hints say that something changed, the database what. A hint that was lost, or said where the layer does not reach, costs
a few seconds: as long as sockets are open, all of them are asked about at intervals, in as many queries as for one.
"""

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from talks import hints, queries, visits
from talks.groups import LIVE
from talks.queries import Standing
from talks.rooms import Room
from talks.seats import Seat

logger = logging.getLogger(__name__)

# Whoever lost a right and nobody was told is put out within this time and that of two queries: five seconds in all.
INTERVAL_SECONDS = 4.0
# How long to wait for a layer that is away.
LAYER_SECONDS = 2.0


class Hub:
    """All rooms of one event loop, from the first socket that comes to the last that goes."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self._name = uuid4().hex
        self._visit = database_sync_to_async(partial(visits.visit, by=self._name))
        self._channel = ""
        self._hears = asyncio.Event()
        self._suspects: set[UUID] = set()
        self._checking: asyncio.Task[None] | None = None
        self._post = hints.Post(asyncio.get_running_loop())
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._ask_at_intervals())]
        hints.listen(self._post)

    async def join(self, thread_id: UUID, seat: Seat, *, last: int) -> None:
        """From now on the seat gets what is said in the thread; hints are heard from before its first frame on.

        ``last`` is the number of the thread's last message.
        """
        room = self.rooms.get(thread_id)
        if room is None:
            room = self.rooms[thread_id] = Room(thread_id, self._visit, front=last)
        room.seats.add(seat)
        seat.room = room
        with suppress(TimeoutError):  # the layer is away: until it is back, sockets are asked about at intervals
            await asyncio.wait_for(self._hears.wait(), LAYER_SECONDS)

    async def leave(self, seat: Seat) -> None:
        """The socket is closed; with the last of all the hub ends."""
        room, seat.room = seat.room, None
        if room is None:
            return
        room.seats.discard(seat)
        if not room.seats:
            del self.rooms[room.thread_id]
            await room.rest()
        if not self.rooms:
            await self._end()

    def hear(self, event: dict[str, str]) -> None:
        """Follow a hint."""
        if "person" in event:
            self._suspects.add(UUID(event["person"]))
            if self._checking is None:
                self._checking = asyncio.create_task(self._check_suspects())
        elif room := self.rooms.get(UUID(event["thread"])):
            if event["what"] == "messages":
                room.hear_of(int(event["last"]))
            elif event["by"] != self._name:
                room.stir_soon()

    async def check(self, people: Collection[UUID] | None = None) -> None:
        """Put out who may no longer be here, of ``people`` or of all; and look where a hint was lost."""
        seats = [
            (room, seat)
            for room in self.rooms.values()
            for seat in room.seats
            if people is None or seat.sitting.person_id in people
        ]
        if not seats:
            return
        threads = {room.thread_id for room, _ in seats}
        standing = await standing_of([seat.sitting for _, seat in seats], threads)
        for room, seat in seats:
            if not standing.admits(room.thread_id, seat.sitting):
                seat.put_out()
        self._stir_where_hints_were_lost(standing)

    def _stir_where_hints_were_lost(self, standing: Standing) -> None:
        receipts: dict[UUID, dict[UUID, tuple[int, int]]] = {}
        last = {}
        for part in standing.parts.values():
            receipts.setdefault(part.thread_id, {})[part.person_id] = part.receipt
            last[part.thread_id] = part.last_sequence
        for thread_id, number in last.items():
            room = self.rooms.get(thread_id)
            if room and room.has_fallen_behind(number, receipts[thread_id]):
                room.stir()

    async def _check_suspects(self) -> None:
        try:
            while self._suspects:
                people, self._suspects = self._suspects, set()
                await self.check(people)
        except Exception:
            logger.exception("Who may stay could not be asked")
        finally:
            self._checking = None

    async def _listen(self) -> None:
        layer: Any = get_channel_layer()
        is_first = True
        while layer:
            try:
                self._channel = await layer.new_channel()
                await layer.group_add(LIVE, self._channel)
                if not is_first:
                    await self.check()  # what was said while nobody listened
                is_first = False
                self._hears.set()
                while True:
                    self.hear(await layer.receive(self._channel))
            except Exception:
                logger.exception("The channel layer cannot be heard")
                self._hears.clear()
            finally:
                with suppress(Exception):
                    await layer.group_discard(LIVE, self._channel)
            await asyncio.sleep(LAYER_SECONDS)

    async def _ask_at_intervals(self) -> None:
        while True:
            await asyncio.sleep(INTERVAL_SECONDS)
            try:
                await self.check()
                await self._stay_in_the_group()
            except Exception:
                logger.exception("Who may stay could not be asked")

    async def _stay_in_the_group(self) -> None:
        """The layer in memory forgets within a day who does not ask again."""
        layer: Any = get_channel_layer()
        if layer and self._hears.is_set():
            await asyncio.wait_for(layer.group_add(LIVE, self._channel), LAYER_SECONDS)

    async def _end(self) -> None:
        if _hubs.pop(self._post.loop, None) is None:
            return
        hints.stop_listening(self._post)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *filter(None, [self._checking]), return_exceptions=True)


standing_of = database_sync_to_async(queries.standing_of)

_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of this event loop, begun where there is none."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
