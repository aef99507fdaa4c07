"""Where the files of what was handed in lie."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from assignments.enums import Means
from assignments.errors import ManyFilesToday
from assignments.models import FOLDER, AttachedFile, HandIn
from core.documents import Document
from core.pictures import Picture
from core.recordings import Recording
from people.models import Person

# Of up to 8 MB each, of one person. A trainer hands in for a whole cohort what came on paper.
MOST_A_DAY = 120
DAY = timedelta(days=1)

Attachable = Picture | Recording | Document


def attach(hand_in: HandIn, kept: Attachable) -> AttachedFile:
    """Keep a file with its version: with its transaction or not at all."""
    row = AttachedFile(hand_in=hand_in, size=len(kept.content), **_facts(kept))
    row.save(force_insert=True)
    storages["private"].save(row.path, ContentFile(kept.content))
    return row


def refuse_too_many(person: Person, hand_in_id: UUID) -> None:
    """Raises ManyFilesToday where ``person`` has handed in all of a day; what comes again is not one more."""
    sent = AttachedFile.objects.filter(hand_in__recorded_by=person, hand_in__received_at__gt=timezone.now() - DAY)
    if sent.exclude(hand_in=hand_in_id).count() >= MOST_A_DAY:
        raise ManyFilesToday


def purge_files(payload: dict[str, Any]) -> None:
    """The daily job that clears files whose version was taken back as it was written, or is there no more."""
    files = storages["private"]
    with contextlib.suppress(FileNotFoundError):
        names = files.listdir(FOLDER)[1]
        known = AttachedFile.objects.filter(pk__in=list(_ids(names)))
        for name in set(names) - {str(pk) for pk in known.values_list("pk", flat=True)}:
            path = f"{FOLDER}/{name}"
            if files.get_modified_time(path) < timezone.now() - DAY:
                files.delete(path)


def _facts(kept: Attachable) -> dict[str, Any]:
    if isinstance(kept, Picture):
        return {"means": Means.PHOTO, "media_type": "image/webp", "width": kept.width, "height": kept.height}
    if isinstance(kept, Recording):
        return {"means": Means.VOICE, "media_type": kept.media_type, "seconds": kept.seconds}
    return {"means": Means.FILE, "media_type": kept.media_type, "name": kept.name}


def _ids(names: list[str]) -> Iterator[UUID]:
    for name in names:
        with contextlib.suppress(ValueError):
            yield UUID(name)
