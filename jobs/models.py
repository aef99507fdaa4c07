"""What must happen, written down in the transaction that made it necessary."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.local_text import choose
from jobs.enums import JobState, Lane


class JobQuerySet(models.QuerySet["Job"]):
    def due(self) -> "JobQuerySet":
        """Jobs that are neither done nor parked and whose time has come, by the wait or by a claim that ran out."""
        return self.filter(done_at=None, parked_at=None, run_after__lte=timezone.now())

    def parked(self) -> "JobQuerySet":
        """Jobs that failed too often."""
        return self.filter(parked_at__isnull=False)

    def claimed_as(self, job: "Job") -> "JobQuerySet":
        """The row of ``job`` while the claim that fetched it holds: nobody has claimed or finished it since."""
        return self.filter(pk=job.pk, attempts=job.attempts, done_at=None, parked_at=None)


class Job(models.Model):
    """One thing that must happen, written in the transaction that made it necessary.

    ``key`` names the event, so the same event asked for twice is one job. The broker is only a hint that there is
    work; the sweep finds whatever a lost hint left behind. ``run_after`` is when it may be run, and while somebody
    runs it when the claim is over; ``attempts`` counts the claims.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(_("key"), max_length=300, unique=True)
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.QUICK)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    run_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                fields=["lane", "run_after"], name="job_waiting", condition=models.Q(done_at=None, parked_at=None)
            ),
            models.Index(fields=["done_at"], name="job_done", condition=models.Q(done_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.key


def _private_storage() -> Storage:
    return storages["private"]


def _result_path(job: "LongJob", name: str) -> str:
    return f"jobs/{job.pk}/{name}"


class LongJob(models.Model):
    """What the person who asked for a long job sees of it: how far it is, and what came of it.

    ``done`` of ``of`` is the bar; ``words`` say what is being done, and in the end what came of it, in ``language``;
    ``sentences`` why it was refused, in each.
    """

    job = models.OneToOneField(Job, models.CASCADE, primary_key=True, related_name="long")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    words = models.TextField(_("what came of it"), blank=True)
    sentences = models.JSONField(_("why"), default=dict, db_default={}, blank=True)
    link = models.CharField(max_length=200, blank=True)
    refused = models.BooleanField(default=False)
    result = models.FileField(storage=_private_storage, upload_to=_result_path, blank=True, max_length=255)
    result_name = models.CharField(_("file"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("long job")
        verbose_name_plural = _("long jobs")
        ordering = ["-job__created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page that shows how far it is."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def told(self) -> str:
        """What came of it, in the language of the reader where it was refused."""
        return choose(self.sentences).value if self.sentences else self.words

    @property
    def state(self) -> JobState:
        """How it stands now."""
        if self.job.parked_at:
            return JobState.PARKED
        if self.job.done_at:
            return JobState.REFUSED if self.refused else JobState.DONE
        return JobState.RUNNING if self.job.attempts else JobState.WAITING

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in (JobState.DONE, JobState.REFUSED, JobState.PARKED)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """The row, and after the commit its file."""
        if self.result:
            storage, name = self.result.storage, str(self.result.name)
            transaction.on_commit(lambda: storage.delete(name), robust=True)
        return super().delete(*args, **kwargs)
