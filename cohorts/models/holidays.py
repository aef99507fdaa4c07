"""Days on which nobody meets, place by place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Place


class Holiday(models.Model):
    """A day on which nobody meets in ``place`` and in all places in it: a national day, a fair, a harvest."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["place", "day"], name="holiday_once_a_place")]

    def __str__(self) -> str:
        return self.name
