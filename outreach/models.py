"""The pages a stranger reads: home, about, stories."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.models import LearningPage
from outreach.blocks import WorkBlock
from people.enums import Purpose
from people.models import Person
from people.permissions import has_agreed

PLAIN_TEXT = ["bold", "ul", "ol", "link", "document-link"]


class PartBlock(blocks.StructBlock):
    """One thing the Centre does."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("What we do")


class PartnerBlock(blocks.StructBlock):
    """A partner, in one line."""

    name = blocks.CharBlock(label=_("Name"), max_length=200)
    kind = blocks.CharBlock(label=_("Kind"), max_length=80)
    line = blocks.CharBlock(label=_("What it does with us"), max_length=250)

    class Meta:
        icon = "group"
        label = _("Partner")


class HomePage(LearningPage):
    headline = models.CharField(_("headline"), max_length=120)
    lede = models.CharField(_("first lines"), max_length=400)
    picture = models.ForeignKey("media.LearningImage", models.SET_NULL, null=True, blank=True, related_name="+")
    what_we_do = StreamField([("part", PartBlock())], verbose_name=_("what we do"), blank=True)
    story = models.ForeignKey("outreach.StoryPage", models.SET_NULL, null=True, blank=True, related_name="+")
    works = StreamField([("work", WorkBlock())], verbose_name=_("what learners made"), blank=True)
    partners_intro = models.CharField(_("line above the partners"), max_length=400, blank=True)
    partners = StreamField([("partner", PartnerBlock())], verbose_name=_("partners"), blank=True)
    source_lines = models.TextField(_("sources of figures"), blank=True, help_text=_("One on each line."))

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lede"),
        FieldPanel("picture"),
        FieldPanel("what_we_do"),
        FieldPanel("story"),
        FieldPanel("works"),
        FieldPanel("partners_intro"),
        FieldPanel("partners"),
        FieldPanel("source_lines"),
    ]
    subpage_types = [
        "courses.CourseIndexPage",
        "outreach.StoryIndexPage",
        "outreach.TextPage",
    ]
    template = "outreach/home_page.html"

    class Meta:
        verbose_name = _("front page")

    @property
    def sources(self) -> list[str]:
        return self.source_lines.splitlines()


class TextPage(LearningPage):
    """A page of text, such as the one about the Centre."""

    picture = models.ForeignKey("media.LearningImage", models.SET_NULL, null=True, blank=True, related_name="+")
    body = RichTextField(_("text"), features=[*PLAIN_TEXT, "h2"])

    content_panels = [*Page.content_panels, FieldPanel("picture"), FieldPanel("body")]
    subpage_types: list[str] = []
    template = "outreach/text_page.html"

    class Meta:
        verbose_name = _("page of text")


class StoryIndexPage(LearningPage):
    introduction = models.CharField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["outreach.StoryPage"]
    max_count_per_parent = 1
    template = "outreach/story_index.html"

    class Meta:
        verbose_name = _("list of stories")


class StoryPage(LearningPage):
    """What came of it for one person. ``person`` says who, or that she is an invented example.

    Where it is ``about`` somebody the portal knows, it is saved and published only while she agrees to that.
    """

    searched_fields = ("title", "summary", "person")

    person = models.CharField(_("person"), max_length=200)
    about = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.CharField(_("summary"), max_length=400)
    published_on = models.DateField(_("day"))
    picture = models.ForeignKey("media.LearningImage", models.SET_NULL, null=True, blank=True, related_name="+")
    body = RichTextField(_("story"), features=PLAIN_TEXT)

    content_panels = [
        *Page.content_panels,
        FieldPanel("person"),
        FieldPanel("about"),
        FieldPanel("summary"),
        FieldPanel("published_on"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    parent_page_types = ["outreach.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "outreach/story_page.html"

    class Meta:
        verbose_name = _("story")

    def clean(self) -> None:
        """Asked again whenever it is published, by hand or by the clock."""
        super().clean()
        if self.about and not has_agreed(self.about, Purpose.STORY):
            raise ValidationError({"about": _("She of whom it tells has not agreed to it.")})
