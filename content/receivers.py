"""What follows from a change of a page: in the other languages, and for what is kept of the published content.

These are Wagtail's own signals: every way of changing a page passes through them.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.editions import new_edition
from content.enums import SOURCE_LANGUAGE
from content.models import OF_A_DRAFT, LearningPage
from content.services import counterparts_follow, note_text, rename_counterparts, say_language
from media.models import Captions, LearningDocument, LearningImage, LearningMedia, LightRendition

SHOWN_FILES = (LearningImage, LearningDocument, LearningMedia, LightRendition, Captions)
SHOWN = (*get_page_models(), PageViewRestriction, Site, *SHOWN_FILES)


@receiver(page_published)
def text_was_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, LearningPage):
        say_language(instance)
        note_text(instance)


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


def what_is_shown_was_saved(
    sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """Within the transaction of its save: a page published, taken away, renamed or moved; a picture, a sound."""
    if update_fields is None or not OF_A_DRAFT.issuperset(update_fields):
        new_edition()


@receiver(post_delete, sender=Page)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
@receiver([page_published, page_unpublished, post_page_move])
def what_is_shown_has_changed(sender: Any, **kwargs: Any) -> None:
    new_edition()


for _model in SHOWN:
    post_save.connect(what_is_shown_was_saved, sender=_model)
    if not issubclass(_model, Page):
        post_delete.connect(what_is_shown_has_changed, sender=_model)
