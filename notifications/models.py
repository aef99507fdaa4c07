"""Jobs that must happen, and what people are told."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.enums import NoticeKind
from people.models import Person


class OutboxJobQuerySet(models.QuerySet["OutboxJob"]):
    """Filters over the outbox."""

    def due(self) -> "OutboxJobQuerySet":
        """Jobs that wait and whose time has come."""
        return self.filter(done_at=None, parked_at=None, run_after__lte=timezone.now())


class OutboxJob(models.Model):
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

    objects = OutboxJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbox job")
        verbose_name_plural = _("outbox jobs")
        indexes = [
            models.Index(fields=["run_after"], name="outbox_waiting", condition=models.Q(done_at=None, parked_at=None))
        ]

    def __str__(self) -> str:
        return self.key


class Notice(models.Model):
    """One line told to one person; said in the language she reads in when she opens it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    event = models.CharField(max_length=160)
    data = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="notice_once_an_event")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The sentence, in the active language."""
        return str(NoticeKind(self.kind).label) % self.data
