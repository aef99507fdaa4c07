"""A programme: which courses its cohorts take, in which blocks, and what completes them."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.completion import CompletionRule
from core.local_text import SOURCE
from core.searching import Searched
from courses.models import Lesson
from people.models import Organisation

_PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


class Programme(Searched):
    """What an organisation offers, cohort after cohort.

    The rule of completion is its columns, None or 0 where it asks for nothing: the share of the planned days on which
    she was there, the percent she reaches in the questions of the lesson ``post_test``, and how many assignments are
    approved. A certificate counts for ``certificate_months``; for good where they are None. ``certificate_titles`` is
    {language: title} beside English, also in languages in which there is only the paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    days_percent = models.PositiveSmallIntegerField(
        _("percent of the days"), null=True, blank=True, validators=_PERCENT
    )
    pre_test = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("test at the beginning")
    )
    post_test = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("test at the end")
    )
    post_test_percent = models.PositiveSmallIntegerField(
        _("percent in the test at the end"), null=True, blank=True, validators=_PERCENT
    )
    assignments_needed = models.PositiveSmallIntegerField(_("assignments approved"), default=0)
    certificate_title = models.CharField(_("title of the certificate"), max_length=160, blank=True)
    certificate_titles = models.JSONField(_("its title in other languages"), default=dict, db_default={}, blank=True)
    certificate_months = models.PositiveSmallIntegerField(
        _("months a certificate counts"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def searched(self) -> list[str]:
        """Its name."""
        return [self.name]

    @property
    def rule(self) -> CompletionRule:
        """What completes a cohort of it."""
        percent = self.post_test_percent if self.post_test_id else None
        return CompletionRule(self.days_percent, percent, self.assignments_needed)

    @property
    def award_titles(self) -> dict[str, str]:
        """{language: title of its certificate}, in English always."""
        return {**self.certificate_titles, SOURCE.value: self.certificate_title}


class ProgrammeCourse(models.Model):
    """That cohorts of a programme may take a course, by the translation key of its page."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="courses")
    course_key = models.UUIDField(_("course"))
    position = models.PositiveSmallIntegerField(_("place in the programme"))

    class Meta:
        verbose_name = _("course of a programme")
        verbose_name_plural = _("courses of a programme")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "course_key"], name="course_once_a_programme")]

    def __str__(self) -> str:
        return str(self.course_key)


class ProgrammeBlock(models.Model):
    """A block as it is planned for each cohort: ``days`` in one stretch, after ``field_days`` of work in the field."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="blocks")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1)])
    field_days = models.PositiveSmallIntegerField(_("days of field work before it"), default=0)

    class Meta:
        verbose_name = _("block of a programme")
        verbose_name_plural = _("blocks of a programme")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="block_once_a_programme")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
