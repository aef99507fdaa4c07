"""What every page stands on, and which page came from which content file."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.addresses import page_address
from core import text

LONGEST_SLUG = 60


class LearningPage(Page):
    """What our pages have in common: a slug in plain letters, the language of their text, their address, their search.

    ``search_text`` is the text of ``searched_fields``, folded.
    """

    slug: str
    searched_fields: ClassVar[tuple[str, ...]] = ("title",)

    search_text = models.TextField(editable=False, default="")

    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    show_in_menus_default = False

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A page made without a slug gets one that says its title, in whatever script that is."""
        self.title = text.line(self.title)
        if not self.slug:
            self.slug = text.slug(self.title)[:LONGEST_SLUG]
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With what a search looks through: ``searched_fields``, folded as what is looked for is folded."""
        self.title = text.line(self.title)
        self.search_text = text.fold("\n".join(getattr(self, name) for name in self.searched_fields))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_text"}
        super().save(*args, **kwargs)

    @property
    def content_language(self) -> str:
        """The language the text is written in: an alias shows its source until it is translated."""
        return str(self.alias_of.locale.language_code if self.alias_of else self.locale.language_code)

    @property
    def address(self) -> str:
        """Where the page is found in the browser."""
        return page_address(self.url_path, self.locale.language_code)


class LoadedContent(models.Model):
    """Which content file a page came from, and what the page was then.

    ``digest`` is of the file as loaded, ``revision_id`` the page's newest revision right after. Where the page has a
    newer one, an editor has worked on it and the file no longer overwrites it.
    """

    source = models.CharField(max_length=120, unique=True)
    page = models.OneToOneField(Page, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    revision_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("loaded content")
        verbose_name_plural = _("loaded content")

    def __str__(self) -> str:
        return self.source
