"""What must happen, written down in the transaction that made it necessary."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet["Job"]):
    """Filters over the jobs."""

    def due(self) -> "JobQuerySet":
        """Jobs that wait and whose time has come."""
        return self.filter(done_at=None, parked_at=None, run_after__lte=timezone.now())


class Job(models.Model):
    """One thing that must happen, written in the transaction that made it necessary.

    ``key`` names the event, so the same event asked for twice is one job. The broker is only a hint that there is
    work; the sweep finds whatever a lost hint left behind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(fields=["run_after"], name="job_waiting", condition=models.Q(done_at=None, parked_at=None))
        ]

    def __str__(self) -> str:
        return self.key
