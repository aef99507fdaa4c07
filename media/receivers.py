"""A file goes with the row it belongs to, whichever way the row goes."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from media.models import Captions, LightRendition


@receiver(post_delete, sender=LightRendition)
@receiver(post_delete, sender=Captions)
def row_was_deleted(sender: type, instance: LightRendition | Captions, **kwargs: Any) -> None:
    """After the commit: a row that stays keeps its file."""
    if instance.file:
        storage, name = instance.file.storage, str(instance.file.name)
        transaction.on_commit(lambda: storage.delete(name), robust=True)
