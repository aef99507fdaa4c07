"""The row of each stay in the gradebook, weights, and marks by hand."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment

HEAVIEST = 100


class GradebookRow(models.Model):
    """What counts of the learner of a stay: worked out from her summary and from what was written by hand.

    ``marks`` is {activity: percent, days or assignments}, ``by_hand`` the activities that somebody wrote by hand,
    ``approved`` the assignments that count for completing and are approved.
    ``total`` is the weighted percent of the ``done`` activities, ``unmet`` how many conditions of the programme are not
    met, both None where there is nothing to say.

    ``book`` names the activities, weights and rule it was worked out for. Empty says that it is out of date, as it is
    for another book: nobody shows it before it was worked out anew (``gradebook.services.bring_up``).
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, primary_key=True, related_name="gradebook")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+", db_index=False)
    book = models.CharField(max_length=16, default="", editable=False)
    marks = models.JSONField(default=dict, editable=False)
    by_hand = models.JSONField(default=list, editable=False)
    approved = models.JSONField(default=list, db_default=[], editable=False)
    total = models.PositiveSmallIntegerField(null=True, editable=False)
    done = models.PositiveSmallIntegerField(default=0, editable=False)
    unmet = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("row of a gradebook")
        verbose_name_plural = _("rows of gradebooks")
        indexes = [
            models.Index(fields=["cohort", "book"], name="gradebook_by_book"),
            models.Index(fields=["cohort", "total", "enrolment"], name="gradebook_by_total"),
            models.Index(fields=["cohort", "unmet", "enrolment"], name="gradebook_by_unmet"),
        ]

    def __str__(self) -> str:
        return str(self.enrolment_id)


class Weight(models.Model):
    """How much an activity counts in a cohort from ``set_at`` on; the newest holds, the others are its history."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="weights", verbose_name=_("cohort"))
    activity = models.CharField(_("activity"), max_length=36)
    weight = models.PositiveSmallIntegerField(_("weight"), validators=[MaxValueValidator(HEAVIEST)])
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set"), default=timezone.now)

    class Meta:
        verbose_name = _("weight of an activity")
        verbose_name_plural = _("weights of activities")
        ordering = ["-set_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "activity", "set_at"])]

    def __str__(self) -> str:
        return f"{self.activity} {self.weight}"


class HandMark(models.Model):
    """A mark that somebody wrote by hand, ``why``, instead of what counted until then (``was``).

    ``value`` None takes it back: what was found counts again. The newest holds, the others are its history.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="hand_marks")
    activity = models.CharField(_("activity"), max_length=36)
    was = models.PositiveSmallIntegerField(_("before"), null=True)
    value = models.PositiveSmallIntegerField(_("mark"), null=True)
    why = models.CharField(_("why"), max_length=200)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    marked_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("mark by hand")
        verbose_name_plural = _("marks by hand")
        ordering = ["-marked_at", "-pk"]
        indexes = [models.Index(fields=["enrolment", "activity", "marked_at"])]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.activity} {self.value}"
