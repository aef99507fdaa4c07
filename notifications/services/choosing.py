"""How somebody wants to be told."""

from collections.abc import Sequence
from datetime import time

from django.db import transaction

from notifications.enums import OUTSIDE
from notifications.models import NoticeChoice
from people.models import Person


@transaction.atomic
def choose_ways(person: Person, channels: Sequence[str], *, quiet_from: time, quiet_until: time) -> NoticeChoice:
    """From now on ``person`` is told on ``channels``, each once, the first first, and never in the quiet hours.

    Raises ValueError for a way that does not lead out of the portal.
    """
    ways = list(dict.fromkeys(channels))
    if not set(ways) <= {channel.value for channel in OUTSIDE}:
        raise ValueError("not a way out of the portal")
    values = {"channels": ways, "quiet_from": quiet_from, "quiet_until": quiet_until}
    return NoticeChoice.objects.update_or_create(person=person, defaults=values)[0]
