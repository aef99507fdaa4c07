"""What every page stands on, and which page came from which content file."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageManager
from wagtail.query import PageQuerySet

from content.addresses import address_above, page_address
from content.kinds import PageView, page_views
from core import text
from core.searching import Searched

LONGEST_SLUG = 60
DEEPEST = 6  # root, front page, list of courses, course, module, lesson


ASKED_FOR_AGAIN = ""
# What saving a draft writes into the row of its page: nothing that readers see.
OF_A_DRAFT = frozenset({
    COMMENTS_RELATION_NAME,
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
})  # fmt: skip


class LearningPages(PageQuerySet):
    """Our pages, with the filters that every reader's list begins with."""

    def published(self) -> "LearningPages":
        """Live, and nothing above is taken away: what is below something unpublished is not published."""
        above = [Substr(OuterRef("path"), 1, depth * Page.steplen) for depth in range(2, DEEPEST)]
        taken_away = Page.objects.filter(path__in=above, live=False)
        return self.live().filter(~Exists(taken_away))

    def open_to_all(self) -> "LearningPages":
        """What is listed to anybody: published, and kept private neither itself nor with a page above it."""
        return self.published().public()


class LearningPage(Searched, Page):
    """What our pages have in common: a slug in plain letters, the language of their text, their address, their search.

    A search looks through ``searched_fields``.
    """

    slug: str
    searched_fields: ClassVar[tuple[str, ...]] = ("title",)

    title: str
    # The language the text is written in: a page that shows its source's text keeps that of the source.
    content_language = models.CharField(max_length=10, blank=True, editable=False)

    objects = PageManager.from_queryset(LearningPages)()

    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    show_in_menus_default = False
    # Editors see modules and lessons in the order of the course.
    admin_default_ordering = "ord"

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A page made without a slug gets one that says its title, in any script; its text is in its own language."""
        self.title = text.line(self.title)
        if not self.slug:
            self.slug = text.slug(self.title)[:LONGEST_SLUG]
        super().full_clean(*args, **kwargs)
        if not self.content_language:
            self.content_language = self.locale.language_code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Its title as one line. What only a draft says is not searched."""
        self.title = text.line(self.title)
        fields = kwargs.get("update_fields")
        if fields is not None and OF_A_DRAFT.issuperset(fields):
            super(Searched, self).save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """By the view of its app, where that has one."""
        own = self._own_view()
        return own(request, self) if own else super().serve(request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """An editor sees what readers will see."""
        own = self._own_view()
        return own(request, self) if own else super().serve_preview(request, mode_name)

    def _own_view(self) -> PageView | None:
        label = self._meta.label
        return page_views.get(label) if label in page_views else None

    def searched(self) -> list[str]:
        """What stands in ``searched_fields``."""
        return [getattr(self, name) for name in self.searched_fields]

    @property
    def address(self) -> str:
        """Where the page is found in the browser."""
        return page_address(self.url_path, self.locale.language_code)

    @property
    def kind(self) -> str:
        """What sort of page it is, in the reader's language."""
        return str(self._meta.verbose_name)

    @property
    def address_above(self) -> str:
        """Where the page above it is found."""
        return address_above(self.address)


class LoadedContent(models.Model):
    """Which content file a page came from, and what the page was then.

    ``digest`` is of the file as loaded, ``revision_id`` the page's newest revision right after. Where the page has a
    newer one, an editor has worked on it and the file no longer overwrites it. Where an editor has deleted it, ``page``
    is empty: the file is left alone, until it is asked for again; it comes back under the same key then.
    """

    source = models.CharField(max_length=120, unique=True)
    page = models.OneToOneField(Page, models.SET_NULL, null=True, related_name="+")
    translation_key = models.UUIDField()
    digest = models.CharField(max_length=64)
    revision_id = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("loaded content")
        verbose_name_plural = _("loaded content")

    def __str__(self) -> str:
        return self.source

    @property
    def was_deleted(self) -> bool:
        """Whether an editor deleted it, and nobody asked for it again."""
        return self.page_id is None and self.digest != ASKED_FOR_AGAIN


class SourceText(models.Model):
    """What a page in the source language says, line by line.

    Of the source itself as it is published; of a translation what its source said when that was made. Where the two
    differ, the source has changed since.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="source_text")
    digest = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text a translation was made from")
        verbose_name_plural = _("texts translations were made from")

    def __str__(self) -> str:
        return str(self.page_id)


class Edition(models.Model):
    """Which edition of all content is published: one row, whose key changes with it (:mod:`content.editions`)."""

    key = models.UUIDField(default=uuid4)

    class Meta:
        verbose_name = _("edition of the content")
        verbose_name_plural = _("edition of the content")

    def __str__(self) -> str:
        return str(self.key)
