"""The question bank, and the quizzes drawn from it."""

import uuid
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from assessments.calculated import asked
from assessments.enums import QuestionKind, Reveal
from assessments.grading import PASS_PERCENT
from core.enums import Language
from core.prepared import Given
from courses.models import Lesson


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked_about(self, lesson_key: uuid.UUID | Given) -> Self:
        """Those of the bank that new attempts at the lesson are drawn from."""
        return self.filter(lesson=lesson_key, retired_at=None)


class Question(PreviewableMixin, models.Model):
    """A question of the bank on one lesson.

    What it tests is what one can do after ``objective``, another lesson; after its own, where none is named.
    ``texts`` is {language: {"prompt", "explanation", "options", "targets", "unit"}}, ``answer`` as in
    :mod:`assessments.grading`. ``source`` names the content file's key; ``digest`` is of the file's entry as loaded.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="questions", verbose_name=_("lesson"))
    objective = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("what it tests")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    texts = models.JSONField(_("texts"))
    answer = models.JSONField(_("answer"))
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    source = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.texts.get("en", {}).get("prompt", self.source))

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One preview a language it is written in."""
        return [(code, str(name)) for code, name in Language.choices if code in (self.texts or {"en": {}})]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"question": self, "language": mode_name}

    @property
    def written(self) -> dict[str, Any]:
        """The question as its author wrote it."""
        return {"kind": self.kind, "texts": self.texts, "answer": self.answer}

    def frozen(self, seed: int = 0) -> dict[str, Any]:
        """The question as an attempt keeps it; what is calculated is drawn from ``seed``."""
        if self.kind == QuestionKind.CALCULATED:
            return asked(self.texts, self.answer, seed)
        return self.written


class Quiz(models.Model):
    """The questions a learner answers at the end of a lesson: ``draw`` of the bank's, all where it is 0."""

    lesson = models.OneToOneField(
        Lesson,
        models.PROTECT,
        related_name="quiz",
        verbose_name=_("lesson"),
        error_messages={"unique": _("The test of this lesson is there already: change that one.")},
    )
    draw = models.PositiveSmallIntegerField(
        _("questions drawn"), default=0, help_text=_("So many of the lesson's, other ones each time; 0 asks all.")
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("passed at percent"), default=PASS_PERCENT, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    reveals = models.CharField(
        _("right answers are shown"),
        max_length=10,
        choices=Reveal.choices,
        default=Reveal.ALWAYS,
        db_default=Reveal.ALWAYS,
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return str(self.lesson)
