"""Attempts as facts.

An attempt freezes its questions when it starts, and every answer given is kept as its own row, so that a result can
be worked out again from the facts and comes out the same.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.enums import AttemptStatus, QuestionKind, Reveal
from assessments.grading import Key
from assessments.models.questions import Question, Quiz
from assessments.policy import Span
from core.enums import Language
from core.records import FieldRecord
from people.models import Person


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> "AttemptQuerySet":
        """Those that take answers still."""
        return self.filter(status=AttemptStatus.OPEN)

    def handed_in(self) -> "AttemptQuerySet":
        """Those that take no more answers."""
        return self.filter(status=AttemptStatus.SUBMITTED)


class Attempt(models.Model):
    """One sitting of one person, begun in a ``language``; empty where it was begun before that was noted.

    ``marks`` and ``percent`` are computed from the answers when it is handed in. ``ends_at`` and ``taken_until`` are
    its span (:mod:`assessments.policy`). Where it was begun without a line, ``device_began_at`` is the phone's clock of
    then: only what was written so long after it is read from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts", verbose_name=_("test"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="attempts")
    status = models.CharField(_("status"), max_length=10, choices=AttemptStatus.choices, default=AttemptStatus.OPEN)
    pass_percent = models.PositiveSmallIntegerField(_("percent needed"))
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, blank=True, default="", db_default=""
    )
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    ends_at = models.DateTimeField(_("time is up"), null=True, blank=True)
    taken_until = models.DateTimeField(_("answers may arrive until"), null=True, blank=True)
    device_began_at = models.DateTimeField(_("begun by the phone's clock"), null=True, blank=True)
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
    def span(self) -> Span:
        """Until when its answers count."""
        return Span(self.ends_at, self.taken_until)

    @property
    def was_ended(self) -> bool:
        """Whether the time was up before it was handed in."""
        return bool(self.ends_at and self.submitted_at and self.submitted_at >= self.ends_at)

    @property
    def shows_right_answers(self) -> bool:
        """Whether what would have been right may be read now."""
        return not self.is_open and (self.passed or self.quiz.reveals == Reveal.ALWAYS)


class AttemptQuestionQuerySet(models.QuerySet["AttemptQuestion"]):
    def handed_in(self) -> "AttemptQuestionQuerySet":
        """Those of attempts that were handed in."""
        return self.filter(attempt__status=AttemptStatus.SUBMITTED)


class AttemptQuestion(models.Model):
    """A question as it was when the attempt began, in its ``version`` of then; ``position`` counts from 1.

    ``frozen`` never changes. Where its key was wrong and it was marked anew, ``anew`` holds what is right instead, and
    what is said about it: as in :mod:`assessments.remarking`.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1)
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
