"""The question bank, quizzes, and attempts as facts.

An attempt freezes its questions when it starts, and every answer given is kept as its own row, so that a result can
be worked out again from the facts and comes out the same.
"""

import uuid
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from assessments.calculated import asked
from assessments.enums import AttemptStatus, QuestionKind, Reveal
from assessments.grading import PASS_PERCENT, Key
from core.enums import Language
from core.prepared import Given
from core.records import FieldRecord
from courses.models import Lesson
from people.models import Person


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
        _("right answers are shown"), max_length=10, choices=Reveal.choices, default=Reveal.ALWAYS
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def __str__(self) -> str:
        return str(self.lesson)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> "AttemptQuerySet":
        """Those that take answers still."""
        return self.filter(status=AttemptStatus.OPEN)

    def handed_in(self) -> "AttemptQuerySet":
        """Those that take no more answers."""
        return self.filter(status=AttemptStatus.SUBMITTED)


class Attempt(models.Model):
    """One sitting of one person. ``marks`` and ``percent`` are computed from the answers when it is handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts", verbose_name=_("test"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="attempts")
    status = models.CharField(_("status"), max_length=10, choices=AttemptStatus.choices, default=AttemptStatus.OPEN)
    pass_percent = models.PositiveSmallIntegerField(_("percent needed"))
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    marks = models.DecimalField(_("marks"), max_digits=6, decimal_places=3, null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent reached"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "person"], condition=Q(status="open"), name="one_open_attempt_a_quiz"
            )
        ]
        indexes = [
            models.Index(fields=["person", "passed"]),
            # The newest first: what went wrong lately.
            models.Index(fields=["-submitted_at"], condition=Q(status="submitted"), name="attempts_handed_in_newest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.status == AttemptStatus.OPEN

    @property
    def shows_right_answers(self) -> bool:
        """Whether what would have been right may be read now."""
        return not self.is_open and (self.passed or self.quiz.reveals == Reveal.ALWAYS)


class AttemptQuestionQuerySet(models.QuerySet["AttemptQuestion"]):
    def handed_in(self) -> "AttemptQuestionQuerySet":
        """Those of attempts that were handed in."""
        return self.filter(attempt__status=AttemptStatus.SUBMITTED)


class AttemptQuestion(models.Model):
    """A question as it was when the attempt began; ``position`` counts from 1.

    ``frozen`` never changes. Where its key was wrong and it was marked anew, ``anew`` holds what is right instead, and
    what is said about it: as in :mod:`assessments.remarking`.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    frozen = models.JSONField()
    option_order = models.JSONField(default=list)
    marks = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    anew = models.JSONField(null=True, blank=True)

    objects = AttemptQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of an attempt")
        verbose_name_plural = _("questions of an attempt")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="position_once_an_attempt")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.position}"

    @property
    def right_answer(self) -> Any:
        """The answer that is right, as it counts now."""
        return (self.anew or self.frozen)["answer"]

    @property
    def texts(self) -> dict[str, dict[str, Any]]:
        """Its texts, with what is said about the right answer as it counts now."""
        texts: dict[str, dict[str, Any]] = self.frozen["texts"]
        said = self.anew["texts"] if self.anew else {}
        return {language: text | said.get(language, {}) for language, text in texts.items()} if said else texts

    @property
    def key(self) -> Key:
        """What grading needs to know."""
        return self.key_with(self.right_answer)

    def key_with(self, answer: Any) -> Key:
        """The same, were ``answer`` right."""
        source = self.frozen["texts"]["en"]
        return Key(
            kind=self.frozen["kind"],
            answer=answer,
            options=frozenset(source.get("options") or self._blanks),
            targets=frozenset(source.get("targets", {})),
        )

    @property
    def _blanks(self) -> dict[str, Any]:
        answer = self.frozen["answer"]
        return answer["blanks"] if self.frozen["kind"] == QuestionKind.BLANKS else {}


class Answer(FieldRecord):
    """One answer given to one question; the one with the highest number counts.

    ``number`` counts the answers of the attempt in the order in which they came: no clock has a say in it.
    """

    question = models.ForeignKey(AttemptQuestion, models.CASCADE, related_name="answers", verbose_name=_("question"))
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers", verbose_name=_("attempt"))
    number = models.PositiveIntegerField(_("number"))
    given = models.JSONField(_("answer given"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "number"], name="answer_number_once_an_attempt")]


class Regrade(models.Model):
    """That attempts were marked anew by the key of a question that was put right: by whom, when, and why.

    ``key`` is the question as it stood then: {"kind", "texts", "answer"}. Where it ``takes_passes``, a pass is lost
    that only the key of before gave. ``done_at`` is None while it is being done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="regrades")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    reason = models.CharField(_("why"), max_length=500)
    key = models.JSONField()
    takes_passes = models.BooleanField(_("passes are taken"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("marking anew")
        verbose_name_plural = _("markings anew")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.reason


class RegradedAttempt(models.Model):
    """What an attempt counted as before it was marked anew and after, and which answer was right of its question."""

    regrade = models.ForeignKey(Regrade, models.CASCADE, related_name="attempts")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="regrades")
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("marked anew"), default=timezone.now)
    old_answer = models.JSONField()
    new_answer = models.JSONField()
    old_marks = models.DecimalField(_("marks before"), max_digits=6, decimal_places=3)
    new_marks = models.DecimalField(_("marks after"), max_digits=6, decimal_places=3)
    old_percent = models.PositiveSmallIntegerField(_("percent before"))
    new_percent = models.PositiveSmallIntegerField(_("percent after"))
    old_passed = models.BooleanField(_("passed before"))
    new_passed = models.BooleanField(_("passed after"))

    class Meta:
        verbose_name = _("attempt marked anew")
        verbose_name_plural = _("attempts marked anew")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["regrade", "attempt"], name="marked_anew_once_a_regrade")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.position}"
