"""Bringing the product's own pictures and sound into the library."""

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction

from media.models import LearningImage, LearningMedia


def load_picture(path: Path, *, title: str) -> LearningImage:
    """The picture of ``path`` in the library: added once, replaced where the file has changed."""
    digest = _digest(path)
    image = LearningImage.objects.filter(source_key=path.name).first() or LearningImage(source_key=path.name)
    if image.pk and image.file_hash == digest:
        return image
    image.title = title
    with path.open("rb") as file, transaction.atomic():
        image.file = ImageFile(file, name=path.name)
        image.file_hash = digest
        image.save()
        image.renditions.all().delete()
    return image


def load_sound(path: Path, *, title: str, transcript: str) -> LearningMedia:
    """The spoken line of ``path`` (MP3) in the library, marked as a machine's voice; added once, kept up to date."""
    sound = LearningMedia.objects.filter(source_key=path.name).first() or LearningMedia(source_key=path.name)
    if sound.pk and sound.transcript == transcript and _holds(sound, path):
        return sound
    sound.title, sound.transcript, sound.type, sound.machine_voice = title, transcript, "audio", True
    with path.open("rb") as file, transaction.atomic():
        sound.file = File(file, name=path.name)
        sound.save()
        sound.renditions.all().delete()
    return sound


def _holds(sound: LearningMedia, path: Path) -> bool:
    """Whether the library has just this recording."""
    if sound.file.size != path.stat().st_size:
        return False
    with sound.file.open("rb") as kept:
        return bool(kept.read() == path.read_bytes())


def _digest(path: Path) -> str:
    """SHA-1, as Wagtail keeps it for its pictures."""
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
