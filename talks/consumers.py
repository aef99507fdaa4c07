"""The socket of a thread: it asks who is there, passes frames to services, and reports errors. No rule lives here."""

import json
import logging
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import translation

from core.errors import Refusal
from core.limits import Budget, within_budget
from core.records import Outcome
from people.models import Person
from people.sittings import Sitting, person_at, sitting_of
from submissions.errors import CannotBeRead, TooMuchAtOnce
from submissions.http import take_record
from talks import queries, services
from talks.errors import MessageIsTooLong, ThreadIsClosed
from talks.live import hub
from talks.permissions import threads_visible_to
from talks.protocol import LARGEST_FRAME, Hello, Ping, Receipts, Send, news_out, partial_out, read_frame
from talks.rooms import CLOSED_TO_YOU, Seat

logger = logging.getLogger(__name__)

NOT_YOURS = 4404
TOO_FAST = 1008
# How often one person may open a socket: a phone in a bad network opens one every few seconds.
SOCKETS = Budget("sockets", most=40, seconds=60)
FRAMES_AT_ONCE = 40
WITHIN_SECONDS = 10


@dataclass
class Answer:
    """What is said to a frame; ``code`` closes the socket after it. ``after``: up to where she then has everything."""

    frames: list[dict[str, Any]] = field(default_factory=list)
    code: int | None = None
    after: int | None = None
    has_receipts: bool = False

    def say(self, kind: str, **values: Any) -> None:
        """One frame more."""
        self.frames.append({"type": kind, **values})


class ThreadConsumer(AsyncWebsocketConsumer):
    """One reader of one thread."""

    # The hub of the process has one channel of the layer for all; Channels would make one for each.
    channel_layer_alias = ""

    thread_id: UUID
    seat: Seat | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """However a socket ends, it leaves its room: where sending fails, Channels says no goodbye."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.seat:
                await hub().leave(self.seat)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels would first go to the thread of the database to close old connections; each call there does."""
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        """Let her in who takes part in the thread; anybody else is told the same as if there were none."""
        self.thread_id = self.scope["url_route"]["kwargs"]["thread_id"]
        self.arrivals: deque[float] = deque(maxlen=FRAMES_AT_ONCE)
        key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        sitting, code = await database_sync_to_async(self._come_in)(key)
        await self.accept()
        if code is not None:
            await self._close(code)
        elif sitting:
            self.seat = Seat(sitting, cast(Any, self.base_send))
            await hub().join(self.thread_id, self.seat)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """One frame, checked like a request: who she is and whether she still takes part is asked anew."""
        if self._too_fast():
            await self._close(TOO_FAST)
            return
        if self.seat is None:
            await self._close(CLOSED_TO_YOU)
            return
        self.seat.begin()
        try:
            answer = await database_sync_to_async(self._answer_to)(self.seat, text_data)
            if answer.after is not None:
                self.seat.has_all(answer.after, receipts=answer.has_receipts)
            for frame in answer.frames:
                await self.send(json.dumps(frame, ensure_ascii=False))
        finally:
            self.seat.end()
        if answer.code is not None:
            await self._close(answer.code)

    def _come_in(self, key: str | None) -> tuple[Sitting | None, int | None]:
        """Who sits there; or why she is not let in."""
        sitting, person = sitting_of(key) or (None, None)
        if person is None or not self._takes_part(person):
            return None, NOT_YOURS
        return (sitting, None) if within_budget(SOCKETS, person.pk) else (None, TOO_FAST)

    def _answer_to(self, seat: Seat, text: str | None) -> Answer:
        """All of a frame in one visit to the thread of the database."""
        answer = Answer()
        person = person_at(seat.sitting)
        if person is None:
            return Answer(code=CLOSED_TO_YOU)
        with translation.override(person.language):
            try:
                self._read(answer, seat, person, text)
            except (MessageIsTooLong, CannotBeRead) as refusal:
                self._refuse(answer, refusal)
            except TooMuchAtOnce:
                answer.code = TOO_FAST
            except ThreadIsClosed:
                answer.code = CLOSED_TO_YOU
        return answer

    def _read(self, answer: Answer, seat: Seat, person: Person, text: str | None) -> None:
        if text is None or len(text) > LARGEST_FRAME:
            raise MessageIsTooLong
        try:
            frame = read_frame(text)
        except ValueError:
            raise CannotBeRead from None
        self._do(answer, seat, person, frame)

    def _do(self, answer: Answer, seat: Seat, person: Person, frame: Hello | Ping | Send | Receipts) -> None:
        if isinstance(frame, Send):
            self._take(answer, person, frame.record)
        elif isinstance(frame, Receipts):
            services.record_receipts(self.thread_id, person, delivered=frame.delivered, read=frame.read)
        elif isinstance(frame, Ping) and not seat.lacks_receipts:
            self._keep_alive(answer, seat, person, frame.after)
        else:
            self._greet(answer, person, frame.after)

    def _take(self, answer: Answer, person: Person, record: Any) -> None:
        """A record by another door than the batch: the same is done with it, and the same is said."""
        outcome = take_record(person, record)
        answer.say("outcome", **outcome)
        if outcome.get("code") == ThreadIsClosed.code:
            raise ThreadIsClosed

    def _greet(self, answer: Answer, person: Person, after: int) -> None:
        """All she does not have, and how far everybody is; closed where that is no longer for ``person``."""
        news = queries.news_of(self.thread_id, after=after)
        if not news.is_for(person):
            raise ThreadIsClosed
        answer.has_receipts = True
        self._tell(answer, person, after, news_out(news))

    def _keep_alive(self, answer: Answer, seat: Seat, person: Person, after: int) -> None:
        """As above, without what was sent on this socket: that is on its way, in order."""
        if not self._takes_part(person):
            raise ThreadIsClosed
        after = max(after, seat.after)
        messages = queries.messages_after(self.thread_id, after)
        self._tell(answer, person, after, partial_out(messages))

    def _tell(self, answer: Answer, person: Person, after: int, news: dict[str, Any]) -> None:
        answer.after = news["messages"][-1]["sequence"] if news["messages"] else after
        answer.say("messages", **news)
        answer.say("pong", after=answer.after, person=str(person.pk))

    def _takes_part(self, person: Person) -> bool:
        return threads_visible_to(person).filter(pk=self.thread_id).exists()

    def _refuse(self, answer: Answer, refusal: Refusal) -> None:
        """A frame that cannot be read; whose record it may have been is not known."""
        logger.warning("Frame on thread %s refused: %s", self.thread_id, refusal.code)
        answer.say("outcome", ack=None, **Outcome.of(refusal).as_json())

    async def _close(self, code: int) -> None:
        if code == TOO_FAST:
            logger.warning("Socket of thread %s sends too fast", self.thread_id)
        await self.close(code)

    def _too_fast(self) -> bool:
        """Whether this is one frame too many within ten seconds."""
        now = time.monotonic()
        full = len(self.arrivals) == FRAMES_AT_ONCE
        oldest = self.arrivals[0] if full else now
        self.arrivals.append(now)
        return full and now - oldest < WITHIN_SECONDS
