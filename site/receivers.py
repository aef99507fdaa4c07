"""What follows in the wiring from what happens in the apps."""

from typing import Any

from django.dispatch import receiver

from content.signals import edition_changed
from portal.front_cache import content_has_changed


@receiver(edition_changed)
def proxies_forget(sender: type, **kwargs: Any) -> None:
    content_has_changed()
