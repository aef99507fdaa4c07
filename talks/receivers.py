"""After commit: tell the sockets. Hints only: the database decides what a socket gets, and whether it stays open."""

import logging
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from people.models import Person
from people.signals import access_changed
from talks.groups import LIVE
from talks.hints import leave
from talks.signals import message_sent, receipts_changed

logger = logging.getLogger(__name__)


@receiver(message_sent)
def say_that_a_message_came(sender: type, thread_id: UUID, sequence: int, **kwargs: Any) -> None:
    """The sockets of the thread are sent what they do not have."""
    _tell({"thread": str(thread_id), "what": "messages", "last": str(sequence)})


@receiver(receipts_changed)
def say_that_receipts_changed(sender: type, thread_id: UUID, by: str = "", **kwargs: Any) -> None:
    """As above, and there is time to wait for those of others; whoever wrote them down knows them."""
    _tell({"thread": str(thread_id), "what": "receipts", "by": by})


@receiver(access_changed)
def have_her_sockets_asked_about(sender: type, person: Person, **kwargs: Any) -> None:
    """Her open sockets are closed at once where she no longer takes part or their session has ended."""
    _tell({"person": str(person.pk)})


def _tell(event: dict[str, str]) -> None:
    """A hint only: what nobody hears is found out by asking, so a layer that is away stops nothing."""
    try:
        leave(LIVE, event)
    except Exception:
        logger.exception("A hint could not be left")
