"""What was marked anew, and what it was before."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.attempts import Attempt
from assessments.models.questions import Question


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
