"""Where the files of messages lie, and how long."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from people.models import Person
from talks.errors import ManyFilesToday
from talks.models import FOLDER, Message

# Of about 100 KB each, of one person: what a thousand such days take is known to who looks after the disk.
MOST_A_DAY = 60
DAY = timedelta(days=1)


def keep_file(message: Message, content: bytes) -> None:
    """What a try that was cut off has left there is written over: the message is kept with its file or not at all."""
    files = storages["private"]
    files.delete(message.file_name)
    files.save(message.file_name, ContentFile(content))


def refuse_too_many(author: Person, message_id: UUID) -> None:
    """Raises ManyFilesToday where ``author`` has sent all of a day; what comes again is not one more."""
    sent = Message.objects.filter(author=author, attached__isnull=False, received_at__gt=timezone.now() - DAY)
    if sent.exclude(pk=message_id).count() >= MOST_A_DAY:
        raise ManyFilesToday


def purge_files(payload: dict[str, Any]) -> None:
    """The daily job that clears files whose message was taken back as it was written, or is there no more."""
    files = storages["private"]
    for folder in _folders():
        names = files.listdir(folder)[1]
        messages = Message.objects.filter(pk__in=list(_ids(names)), attached__isnull=False)
        for name in set(names) - {str(pk) for pk in messages.values_list("pk", flat=True)}:
            path = f"{folder}/{name}"
            if files.get_modified_time(path) < timezone.now() - DAY:
                files.delete(path)


def _folders() -> list[str]:
    """One for each talk; none before the first file."""
    with contextlib.suppress(FileNotFoundError):
        return [f"{FOLDER}/{talk}" for talk in storages["private"].listdir(FOLDER)[0]]
    return []


def _ids(names: list[str]) -> Iterator[UUID]:
    for name in names:
        with contextlib.suppress(ValueError):
            yield UUID(name)
