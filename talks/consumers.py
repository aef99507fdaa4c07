"""The socket of a thread: it asks who is there, passes frames to services, and reports errors. No rule lives here."""

import json
import logging
import time
from collections import deque
from typing import Any
from uuid import UUID

from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation

from core.errors import Refusal
from core.limits import Budget, within_budget
from core.records import Outcome
from people.models import Person
from people.permissions import person_of
from submissions.errors import CannotBeRead, TooMuchAtOnce
from submissions.http import take_record
from talks import queries, services
from talks.errors import MessageIsTooLong, ThreadIsClosed
from talks.groups import person_group, thread_group
from talks.permissions import threads_visible_to
from talks.protocol import LARGEST_FRAME, Hello, Ping, Receipts, Send, news_out, read_frame

logger = logging.getLogger(__name__)

NOT_YOURS = 4404
CLOSED_TO_YOU = 4403
TOO_FAST = 1008
# How often one person may open a socket: a phone in a bad network opens one every few seconds.
SOCKETS = Budget("sockets", most=40, seconds=60)
FRAMES_AT_ONCE = 40
WITHIN_SECONDS = 10


class ThreadConsumer(AsyncWebsocketConsumer):
    """One reader of one thread."""

    thread_id: UUID
    person_id: UUID
    after: int

    async def connect(self) -> None:
        """Let her in who takes part in the thread; anybody else is told the same as if there were none."""
        self.thread_id = self.scope["url_route"]["kwargs"]["thread_id"]
        self.after = 0
        self.arrivals: deque[float] = deque(maxlen=FRAMES_AT_ONCE)
        person = await self._person()
        await self.accept()
        if person is None or not await database_sync_to_async(self._takes_part)(person):
            await self.close(NOT_YOURS)
            return
        if not await database_sync_to_async(within_budget)(SOCKETS, person.pk):
            await self._close_too_fast()
            return
        self.person_id = person.pk
        await self.channel_layer.group_add(thread_group(self.thread_id), self.channel_name)
        await self.channel_layer.group_add(person_group(self.person_id), self.channel_name)

    async def disconnect(self, code: int) -> None:
        """Leave the groups."""
        if hasattr(self, "person_id"):
            await self.channel_layer.group_discard(thread_group(self.thread_id), self.channel_name)
            await self.channel_layer.group_discard(person_group(self.person_id), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """One frame, checked like a request: who she is and whether she still takes part is asked anew."""
        if self._too_fast():
            await self._close_too_fast()
            return
        person = await self._person()
        if person is None:
            await self.close(CLOSED_TO_YOU)
            return
        with translation.override(person.language):
            await self._receive_from(person, text_data)

    async def thread_changed(self, event: dict[str, Any]) -> None:
        """Something is new in the thread: fetch what this socket does not have."""
        await self._send_news(await self._person())

    async def access_changed(self, event: dict[str, Any]) -> None:
        """Something about her has changed: see whether she still takes part."""
        person = await self._person()
        if person is None or not await database_sync_to_async(self._takes_part)(person):
            await self.close(CLOSED_TO_YOU)

    async def _receive_from(self, person: Person, text: str | None) -> None:
        if text is None or len(text) > LARGEST_FRAME:
            await self._refuse(MessageIsTooLong())
            return
        try:
            frame = read_frame(text)
        except ValueError:
            await self._refuse(CannotBeRead())
            return
        try:
            await self._do(person, frame)
        except ThreadIsClosed:
            await self.close(CLOSED_TO_YOU)

    async def _do(self, person: Person, frame: Hello | Ping | Send | Receipts) -> None:
        if isinstance(frame, Send):
            await self._take(person, frame.record)
        elif isinstance(frame, Receipts):
            record = database_sync_to_async(services.record_receipts)
            await record(self.thread_id, person, delivered=frame.delivered, read=frame.read)
        else:
            self.after = frame.after
            if await self._send_news(person):
                await self._say("pong", after=self.after, person=str(person.pk))

    async def _take(self, person: Person, record: Any) -> None:
        """A record by another door than the batch: the same is done with it, and the same is said."""
        try:
            outcome = await database_sync_to_async(take_record)(person, record)
        except TooMuchAtOnce:
            await self._close_too_fast()
            return
        await self._say("outcome", **outcome)
        if outcome.get("code") == ThreadIsClosed.code:
            raise ThreadIsClosed

    async def _send_news(self, person: Person | None) -> bool:
        """What this socket does not have goes out; it closes where it is no longer for ``person``."""
        news = await database_sync_to_async(queries.news_of)(self.thread_id, after=self.after)
        if not news.is_for(person):
            await self.close(CLOSED_TO_YOU)
            return False
        if news.messages:
            self.after = news.messages[-1].sequence
        await self._say("messages", **news_out(news))
        return True

    async def _refuse(self, refusal: Refusal) -> None:
        """A frame that cannot be read; whose record it may have been is not known."""
        logger.warning("Frame on thread %s refused: %s", self.thread_id, refusal.code)
        await self._say("outcome", ack=None, **Outcome.of(refusal).as_json())

    async def _say(self, kind: str, **values: Any) -> None:
        await self.send(json.dumps({"type": kind, **values}, ensure_ascii=False))

    async def _close_too_fast(self) -> None:
        logger.warning("Socket of thread %s sends too fast", self.thread_id)
        await self.close(TOO_FAST)

    async def _person(self) -> Person | None:
        """The person behind the socket's session as it is now; None where it has ended."""
        key = self.scope["session"].session_key
        if not key:
            return None
        user = await get_user({"session": SessionStore(key)})  # type: ignore[typeddict-item]  # all it looks at
        return await database_sync_to_async(person_of)(user)

    def _takes_part(self, person: Person) -> bool:
        return threads_visible_to(person).filter(pk=self.thread_id).exists()

    def _too_fast(self) -> bool:
        """Whether this is one frame too many within ten seconds."""
        now = time.monotonic()
        full = len(self.arrivals) == FRAMES_AT_ONCE
        oldest = self.arrivals[0] if full else now
        self.arrivals.append(now)
        return full and now - oldest < WITHIN_SECONDS
