"""What follows from a change of a page in the other languages.

These are Wagtail's own signals: every way of changing a page passes through them.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, post_page_move

from content.enums import SOURCE_LANGUAGE
from content.models import LearningPage
from content.services import counterparts_follow, rename_counterparts, say_language


@receiver(page_published)
def text_was_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, LearningPage):
        say_language(instance)


@receiver(post_page_move)
def page_was_moved(sender: type[Page], instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    """The other languages follow the source."""
    if instance.locale.language_code == SOURCE_LANGUAGE:
        counterparts_follow(instance, left=parent_page_before)


@receiver(page_slug_changed)
def page_was_renamed(sender: type[Page], instance: Page, instance_before: Page, **kwargs: Any) -> None:
    """The other languages follow the source."""
    if instance.locale.language_code == SOURCE_LANGUAGE:
        rename_counterparts(instance, old_slug=instance_before.slug)
