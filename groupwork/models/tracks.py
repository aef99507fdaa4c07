"""How far each trainee has come, from the market to a business that stands."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment
from groupwork.enums import Milestone


class Track(models.Model):
    """Where a stay in a cohort has led to. ``reason`` is why she stopped."""

    enrolment = models.OneToOneField(
        Enrolment, models.CASCADE, primary_key=True, related_name="track", verbose_name=_("enrolment")
    )
    milestone = models.CharField(_("how far"), max_length=20, choices=Milestone.choices, default=Milestone.ENROLLED)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("track of a trainee")
        verbose_name_plural = _("tracks of trainees")

    def __str__(self) -> str:
        return self.get_milestone_display()


class TrackStep(models.Model):
    """That a trainee reached a milestone on a day. What was set by mistake is taken back, not deleted."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="steps", verbose_name=_("track"))
    milestone = models.CharField(_("how far"), max_length=20, choices=Milestone.choices)
    came_from = models.CharField(_("before"), max_length=20, choices=Milestone.choices)
    reached_on = models.DateField(_("reached on"))
    reason = models.CharField(_("why"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )
    recorded_at = models.DateTimeField(_("noted"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a trainee")
        verbose_name_plural = _("steps of trainees")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(milestone=Milestone.DROPPED) | ~models.Q(reason=""), name="stopped_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()} {self.reached_on}"
