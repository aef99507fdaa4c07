"""After commit: tell the sockets. Hints only: the database decides what a socket gets, and whether it stays open."""

import logging
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from people.models import Person
from people.permissions import person_of
from people.signals import access_changed
from talks.groups import person_group, thread_group
from talks.signals import message_sent, receipts_changed

logger = logging.getLogger(__name__)


@receiver([message_sent, receipts_changed])
def say_that_the_thread_changed(sender: type, thread_id: UUID, **kwargs: Any) -> None:
    """The sockets of the thread fetch what they do not have."""
    _tell(thread_group(thread_id), "thread.changed")


@receiver(access_changed)
def have_her_sockets_look_again(sender: type, person: Person, **kwargs: Any) -> None:
    """Her open sockets see at once whether she still takes part."""
    _tell(person_group(person.pk), "access.changed")


@receiver(user_logged_out)
def close_the_talks_of_who_signed_out(sender: type, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """The sockets of the session that ends close. It ends here: Django ends it only after telling its receivers."""
    person = person_of(user) if user else None
    if person and request:
        request.session.delete()
        _tell(person_group(person.pk), "access.changed")


def _tell(group: str, what: str) -> None:
    """A hint only: who misses it finds out with the next heartbeat, so a layer that is away stops nothing."""
    try:
        layer = get_channel_layer()
        if layer:
            async_to_sync(layer.group_send)(group, {"type": what})
    except Exception:
        logger.exception("The channel layer did not take a hint")
