"""Hints to the channel layer from anywhere: handed to an event loop that stays, so that no request waits for them.

Where sockets are open in this process it is their loop, the only one from which the layer in memory may be used;
elsewhere one of our own, on a thread of its own. Of two that wait and differ in their number alone, which only grows,
the later is said.
"""

import asyncio
import atexit
import logging
import os
import threading
from contextlib import suppress
from functools import cache
from typing import Any

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

LAST_SECONDS = 1.0
Event = dict[str, str]


class Post:
    """What waits to be said, on one loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._waiting: dict[tuple[str, frozenset[tuple[str, str]]], Event] = {}
        self._sending: asyncio.Task[None] | None = None

    def put(self, group: str, event: Event) -> None:
        """From any thread."""
        self.loop.call_soon_threadsafe(self._take, group, event)

    async def empty(self) -> None:
        """Wait until all is said."""
        while self._sending:
            await self._sending

    def _take(self, group: str, event: Event) -> None:
        what = group, frozenset(item for item in event.items() if item[0] != "last")
        self._waiting[what] = max(self._waiting.get(what, event), event, key=lambda each: int(each.get("last", 0)))
        if self._sending is None:
            self._sending = self.loop.create_task(self._send_all())

    async def _send_all(self) -> None:
        try:
            layer: Any = get_channel_layer()
            while self._waiting:
                what = next(iter(self._waiting))
                event = self._waiting.pop(what)
                if layer:
                    await layer.group_send(what[0], event)
        except Exception:
            # What waits would wait for a layer that is away: whoever misses it asks within seconds.
            self._waiting.clear()
            logger.exception("The channel layer did not take a hint")
        finally:
            self._sending = None


# The posts of the loops on which sockets are open, the newest last.
_listening: list[Post] = []


def listen(post: Post) -> None:
    """Sockets are open on this loop: hints of this process are said from here."""
    _listening.append(post)


def stop_listening(post: Post) -> None:
    """No socket is open on it any more."""
    _listening.remove(post)


def leave(group: str, event: dict[str, str]) -> None:
    """A hint only, after commit, from any thread: it may be lost, and nothing waits for it."""
    for post in reversed(_listening):
        if post.loop.is_running():
            post.put(group, event)
            return
    _own_post().put(group, event)


@cache
def _own_post() -> Post:
    post = Post(asyncio.new_event_loop())
    threading.Thread(target=post.loop.run_forever, name="hints", daemon=True).start()
    atexit.register(_say_the_last, post)
    return post


def _say_the_last(post: Post) -> None:
    """A command ends as soon as it is done: what it has just said still goes out, where that takes no time."""
    with suppress(Exception):
        asyncio.run_coroutine_threadsafe(post.empty(), post.loop).result(LAST_SECONDS)


# A process that was forked has the memory of its parent's thread, and not the thread.
os.register_at_fork(after_in_child=_own_post.cache_clear)
