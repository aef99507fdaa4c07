"""The question bank, and the quizzes drawn from it."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from assessments.calculated import asked
from assessments.drawing import Traits
from assessments.enums import Counting, QuestionKind, QuestionState, Reveal
from assessments.grading import PASS_PERCENT
from assessments.policy import Terms
from core.enums import Language
from core.prepared import Given
from core.searching import FoldedText, Searched
from courses.models import Lesson

MOST_MINUTES = 14 * 24 * 60
GRACE_MINUTES = 10


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> Self:
        """Those that are asked in attempts that begin now."""
        return self.filter(state=QuestionState.IN_USE)

    def asked_about(self, lesson_key: uuid.UUID | Given) -> Self:
        """Those of the bank that new attempts at the lesson are drawn from."""
        return self.in_use().filter(lesson=lesson_key).defer("search_text", "word")


class Question(PreviewableMixin, Searched):
    """A question of the bank on one lesson.

    What it tests is what one can do after ``objective``, another lesson; after its own, where none is named.
    ``texts`` is {language: {"prompt", "explanation", "options", "targets", "unit"}} with the pictures and sounds of
    :mod:`assessments.illustrated`, ``answer`` as in :mod:`assessments.grading`. ``source`` names the content file's
    key; ``digest`` is of the file's entry as loaded.

    ``author`` wrote it as it stands, in its ``version``, which counts from 1; ``word`` is what its last reviewer said.
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
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=QuestionState.choices,
        default=QuestionState.IN_USE,
        db_default=QuestionState.IN_USE,
    )
    word = models.CharField(_("word of the reviewer"), max_length=500, blank=True, default="", db_default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    version = models.PositiveIntegerField(_("version"), default=1, db_default=1, editable=False)
    written_at = models.DateTimeField(_("written"), null=True, blank=True, editable=False)
    source = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    search_text = FoldedText(db_default="")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["pk"]
        permissions = [("review_question", "Can take questions into use")]

    def __str__(self) -> str:
        return str(self.texts.get("en", {}).get("prompt", self.source))

    def searched(self) -> Iterator[str]:
        """What is asked and what is to choose from, in every language."""
        for text in self.texts.values():
            yield text.get("prompt", "")
            yield text.get("passage", "")
            yield from text.get("options", {}).values()
            yield from text.get("targets", {}).values()

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One preview a language it is written in."""
        return [(code, str(name)) for code, name in Language.choices if code in (self.texts or {"en": {}})]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"question": self, "language": mode_name}

    @property
    def traits(self) -> Traits:
        """What a rule of drawing asks of it."""
        return Traits(self.difficulty, self.objective_id or self.lesson_id)

    @property
    def written(self) -> dict[str, Any]:
        """The question as its author wrote it."""
        return {"kind": self.kind, "texts": self.texts, "answer": self.answer}

    def frozen(self, seed: int = 0) -> dict[str, Any]:
        """The question as an attempt keeps it; what is calculated is drawn from ``seed``."""
        if self.kind == QuestionKind.CALCULATED:
            return asked(self.texts, self.answer, seed)
        return self.written


class QuestionVersion(models.Model):
    """A question as it stood before it was written anew; never changed. ``written_at`` may not be known."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    texts = models.JSONField(_("texts"))
    answer = models.JSONField(_("answer"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    written_at = models.DateTimeField(_("written"), null=True)

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of a question")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="version_once_a_question")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.number}"


class Quiz(models.Model):
    """The questions a learner answers at the end of a lesson: ``draw`` of the bank's, all where it is 0.

    Where there is a ``draw_rule`` (:mod:`assessments.drawing`), ``draw`` is how many that draws.
    """

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
    draw_rule = models.JSONField(_("drawn by rule"), null=True, blank=True)
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
    minutes = models.PositiveSmallIntegerField(
        _("minutes to answer in"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(MOST_MINUTES)],
        help_text=_("From when she begins, by the portal's clock; 0 gives as long as she likes."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, help_text=_("Nobody begins before."))
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("What stands then is handed in. Empty: it stays open.")
    )
    tries = models.PositiveSmallIntegerField(
        _("how often it may be tried"), default=0, db_default=0, help_text=_("0: as often as one likes.")
    )
    counts = models.CharField(
        _("which try counts"),
        max_length=10,
        choices=Counting.choices,
        default=Counting.BEST,
        db_default=Counting.BEST,
        help_text=_("For the result, the gradebook and what it opens. But for the best, a later try can lose a pass."),
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes that answers may be on their way"),
        default=GRACE_MINUTES,
        db_default=GRACE_MINUTES,
        validators=[MaxValueValidator(MOST_MINUTES)],
        help_text=_("What a phone wrote before the end, and could send only later for want of a line, still counts."),
    )
    works_without_line = models.BooleanField(
        _("can be taken without a line"),
        default=True,
        db_default=True,
        help_text=_("Its questions then lie on the phone before she begins, and her phone measures the minutes."),
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return str(self.lesson)

    @property
    def terms(self) -> Terms:
        """On which terms it is taken, but for whom they are changed."""
        return Terms(
            minutes=self.minutes,
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            tries=self.tries,
            grace=timedelta(minutes=self.grace_minutes),
            works_without_line=self.works_without_line,
        )
