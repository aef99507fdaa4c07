"""What happens to accounts without a service of ours: in Wagtail's pages, and in commands."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from people.access import announce_account_changed
from people.models import User


@receiver(pre_delete, sender=User)
def tell_what_holds_the_sockets_of_who_is_deleted(sender: type, instance: User, **kwargs: Any) -> None:
    """Asked before, when it is still known who she is, and said after the commit."""
    announce_account_changed(instance)
