"""What the people of a cohort were told together."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohorts import Cohort

# The session of which each reader's own day is asked, so that who needs it no more is told so.
ASKED_OF_EACH = "missed"


class Telling(models.Model):
    """That so many ``people`` were told, in one notice of ``kind`` each, that the plan of a cohort has changed.

    ``data`` is what the notice says, with nobody's name in it. How each was reached stands at the notices, which
    :attr:`event` finds; both are cleared after the same time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="tellings", verbose_name=_("cohort"))
    kind = models.CharField(_("kind"), max_length=60)
    data = models.JSONField(_("what it names"), default=dict)
    people = models.PositiveIntegerField(_("people"))
    told_at = models.DateTimeField(_("told"), default=timezone.now, db_index=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        ordering = ["-told_at", "-pk"]

    def __str__(self) -> str:
        return self.event

    @property
    def told(self) -> dict[str, Any]:
        """What it said as it was told, whoever reads it now: her own days are no matter of it."""
        return {name: value for name, value in self.data.items() if name != ASKED_OF_EACH}

    @property
    def event(self) -> str:
        """The event of its notices."""
        return f"{self.kind}:{self.pk}"
