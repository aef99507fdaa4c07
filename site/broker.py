"""The broker of files, where there is no Redis: whatever is written into it is there whole or not at all.

Kombu's own transport opens a file under its last name and writes it then. Who looks in between, or after whoever wrote
was killed, reads nothing, and dies of it: the worker of one message, everybody of a list of queues.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.transport.filesystem import exchange_queue_t
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Writes beside, and gives a file its name when all of it is there."""

    def get_table(self, exchange: str) -> list[exchange_queue_t]:
        """The queues of ``exchange``; none where they were half written: each queue is bound again at a start."""
        try:
            return super().get_table(exchange)
        except json.JSONDecodeError:
            return []

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        bound = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self.control_folder.mkdir(exist_ok=True)
        file = self.control_folder / f"{exchange}.exchange"
        with _alone(file):
            table = self.get_table(exchange)
            if bound not in table:
                _write_whole(file, [bound, *table])

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, payload)


class Transport(filesystem.Transport):
    """Named in the settings as ``portal.broker:Transport``."""

    Channel = Channel


def _write_whole(file: Path, content: Any) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}.part")  # an ending for which nobody looks
    beside.write_text(dumps(content), encoding="utf-8")
    beside.replace(file)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Of several processes that start together, one after the other."""
    with file.with_name(f"{file.name}.lock").open("w", encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # let go of as the file is closed
        yield
