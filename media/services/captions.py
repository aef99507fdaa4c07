"""Captions of videos: one WebVTT file a language."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from core.services import record_audit
from media.models import Captions, LearningMedia
from media.webvtt import Cue, written


@transaction.atomic
def keep_captions(media: LearningMedia, *, language: str, cues: list[Cue], by: Any) -> Captions:
    """What is said in ``media``, in ``language``, in the place of what stood there."""
    captions = Captions.objects.select_for_update().filter(media=media, language=language).first()
    if captions:
        storage, name = captions.file.storage, str(captions.file.name)
        transaction.on_commit(lambda: storage.delete(name), robust=True)
    captions = captions or Captions(media=media, language=language)
    content = written(cues).encode()
    captions.bytes = len(content)
    captions.file.save(f"{media.pk}.{language}.vtt", ContentFile(content), save=False)
    captions.save()
    record_audit("captions.kept", captions, by=by, language=language)
    return captions


@transaction.atomic
def remove_captions(captions: Captions, *, by: Any) -> None:
    """They are shown no more; their file goes with them."""
    record_audit("captions.removed", captions, by=by, language=captions.language)
    captions.delete()
