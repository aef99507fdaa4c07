"""What is kept for strangers is forgotten when an editor changes what they may see."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.strangers import forget_pages


@receiver([page_published, page_unpublished, post_page_move])
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(post_delete, sender=Page)
def show_strangers_what_is_there_now(sender: type, **kwargs: Any) -> None:
    """Her next look at the page, as anybody, shows what she has just done."""
    transaction.on_commit(forget_pages, robust=True)
