"""Course, module and lesson pages, the words of a course, and what a learner has done with them.

A lesson in another language is another page with the same ``translation_key``. Everything a learner does points at the
:class:`Lesson` of that key, so it survives a change of language, and the pages too.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from content.models import LearningPage
from core.local_text import SOURCE, Chosen, choose
from core.models import LocallyNamed
from core.records import FieldRecord
from core.text import first_sentence
from courses.blocks import LessonBodyBlock
from courses.enums import CourseState
from courses.merging import Writing
from courses.teaching_blocks import TeachingBlock
from people.models import Person, User


class CourseIndexPage(LearningPage):
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["courses.CoursePage"]
    max_count_per_parent = 1
    template = "courses/course_index.html"

    class Meta:
        verbose_name = _("list of courses")


class CoursePage(LearningPage):
    """A course: what a stranger reads about it, and its modules below."""

    searched_fields = ("title", "full_name", "summary")

    full_name = models.CharField(_("full name"), max_length=400)
    summary = models.CharField(_("summary"), max_length=400)
    who_for = models.CharField(_("who it is for"), max_length=400)
    duration = models.CharField(_("how long it takes"), max_length=400)
    outcome_lines = models.TextField(_("what a learner can do afterwards"), help_text=_("One on each line."))
    introduction = RichTextField(_("introduction"), features=["bold", "ul", "link"])
    picture = models.ForeignKey("media.LearningImage", models.SET_NULL, null=True, blank=True, related_name="+")

    content_panels = [
        *Page.content_panels,
        FieldPanel("full_name"),
        FieldPanel("summary"),
        FieldPanel("who_for"),
        FieldPanel("duration"),
        FieldPanel("outcome_lines"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course")

    @property
    def outcomes(self) -> list[str]:
        """What a learner can do afterwards, one by one."""
        return self.outcome_lines.splitlines()

    @property
    def for_whom(self) -> str:
        """The first sentence of who it is for, for a card."""
        return first_sentence(self.who_for)


class ModulePage(LearningPage):
    """A module (MOVE, TED) or block (TEAM) of a course; it has no page of its own but its place on the course's."""

    summary = models.CharField(_("summary"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    private_page_options: list[str] = []  # see courses.errors.LessonIsNeverPrivate

    class Meta:
        verbose_name = _("module")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On to the module's place on its course's page."""
        return HttpResponseRedirect(f"{self.get_parent().get_url(request)}#{self.slug}")


class LessonPage(LearningPage):
    """One lesson, six to nine minutes on a phone."""

    searched_fields = ("title", "summary", "outcome")

    summary = models.CharField(_("summary"), max_length=400)
    outcome = models.CharField(_("what she can do afterwards"), max_length=400)
    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=8)
    body = StreamField(LessonBodyBlock(), verbose_name=_("lesson"))
    # For who teaches it: no search looks through it, and no page or file of a learner has it.
    teaching = StreamField(TeachingBlock(), verbose_name=_("for the trainer"), blank=True, default=[], db_default="[]")

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcome"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        FieldPanel("teaching"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []  # see courses.errors.LessonIsNeverPrivate
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for an editor's preview: readers come through the view that asks who may read."""
        if not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)


class Lesson(models.Model):
    """A lesson, whatever language it is read in: what people do with it points here. Its key is that of its pages.

    The rest is said by the pages and kept in step with them (``courses.services.keep_lessons``): the course and module
    by their translation keys, the place in the course, counted from 1, the title in the source language. A lesson whose
    pages are gone stays, unpublished, for what was done with it stays.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    course_key = models.UUIDField(db_index=True, editable=False)
    module_key = models.UUIDField(editable=False)
    position = models.PositiveSmallIntegerField(_("place in the course"), editable=False)
    title = models.CharField(_("title"), max_length=255, editable=False)
    is_published = models.BooleanField(_("published"), default=False, editable=False)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["course_key", "position"]

    def __str__(self) -> str:
        return self.title


class LessonRule(models.Model):
    """By which rule of its own a lesson opens, in all its languages: a tree as :mod:`courses.conditions` reads it. A
    lesson without such a row opens by the usual rule."""

    lesson = models.OneToOneField(Lesson, models.CASCADE, primary_key=True, related_name="rule")
    tree = models.JSONField(_("rule"))

    class Meta:
        verbose_name = _("rule of a lesson")
        verbose_name_plural = _("rules of lessons")

    def __str__(self) -> str:
        return str(self.lesson)


class CourseStanding(models.Model):
    """In which state a course is, by the key that its pages share; one without such a row is live."""

    course_key = models.UUIDField(primary_key=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=CourseState.choices, default=CourseState.LIVE)

    class Meta:
        verbose_name = _("state of a course")
        verbose_name_plural = _("states of courses")

    def __str__(self) -> str:
        return str(CourseState(self.state).label)


class LessonProgress(models.Model):
    """How far a person is in one lesson, whatever language she reads it in.

    ``step`` is the number of the block she last looked at, ``furthest`` the last one she came to, counted from 1.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="progress", verbose_name=_("lesson"))
    step = models.PositiveSmallIntegerField(_("step"), default=1)
    furthest = models.PositiveSmallIntegerField(_("furthest step"), default=1)
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last looked at"), auto_now=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = [models.UniqueConstraint(fields=["person", "lesson"], name="progress_once_a_lesson")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.lesson_id}"


class FormEntry(FieldRecord):
    """What a learner changed in a form of a lesson at one moment: {field key: text}, only what was changed.

    ``seen`` says of each field over which entries it was written; what stands in the form is computed from the entries
    (:mod:`courses.merging`), so that two phones and a window left open never take anything from each other.
    ``standing`` are the fields in which nobody has written over it: an entry that has none is kept and not read again.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="form_entries", verbose_name=_("lesson"))
    form_key = models.CharField(max_length=60)
    values = models.JSONField(_("what was written"), default=dict)
    seen = models.JSONField(_("what was shown"), default=dict)
    standing = models.JSONField(default=list)

    class Meta:
        verbose_name = _("entry in a form")
        verbose_name_plural = _("entries in forms")
        indexes = [models.Index(fields=["recorded_by", "lesson"])]

    @property
    def writing(self) -> Writing:
        """The same as a fact. A clock that runs ahead does not win by that."""
        moment = min(self.device_at, self.received_at) if self.device_at else self.received_at
        seen = {name: [UUID(pk) for pk in ids] for name, ids in self.seen.items()}
        return Writing(self.pk, moment, self.values, seen, past=self.values.keys() - set(self.standing))


class Term(LocallyNamed):
    """A word of a course that everybody should say alike: what it is called, and what it means, in each language.

    ``course_key`` is the translation key of the course. ``source`` names the content file's key; ``digest`` is of the
    file's entry as loaded.
    """

    course_key = models.UUIDField(_("course"), db_index=True)
    meaning = models.CharField(_("meaning"), max_length=400)
    local_meanings = models.JSONField(_("meanings in other languages"), default=dict, blank=True)
    keeper = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who keeps it")
    )
    source = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("word of a course")
        verbose_name_plural = _("words of courses")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["course_key", "name"],
                name="term_once_a_course",
                violation_error_message=_("The course has this word already."),
            )
        ]

    def called_in(self, language: str) -> Chosen[str]:
        """What it is called in ``language``, in English where nobody wrote that."""
        return choose({**self.local_names, SOURCE: self.name}, language)

    def meaning_in(self, language: str) -> Chosen[str]:
        """What it means in ``language``, in English where nobody wrote that."""
        return choose({**self.local_meanings, SOURCE: self.meaning}, language)
