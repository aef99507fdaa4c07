"""Who teaches or mentors a cohort from when on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohorts import Cohort
from people.enums import Role
from people.models import Person


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def to_come(self) -> "HandOverQuerySet":
        """Those decided for a day that has not come."""
        return self.filter(done_at=None)


class HandOver(models.Model):
    """That ``taken_by`` teaches or mentors a cohort from a day on, in place of ``given_by`` where that is somebody.

    It is done on that day, by ending the role of the one and giving it to the other: ``done_at``.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="hand_overs", verbose_name=_("cohort"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    given_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", verbose_name=_("until then"))
    taken_by = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("from then on"))
    from_day = models.DateField(_("from this day on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    done_at = models.DateTimeField(_("done"), null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["from_day", "pk"]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.role} {self.from_day}"
