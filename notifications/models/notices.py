"""What people are told."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        """Those that have not been seen since they were told."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line told to one person; said in the language she reads in when she opens it.

    ``kind`` is registered by the app whose news it is; ``data`` holds what its sentence needs: ids rather than names
    that may change.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    event = models.CharField(max_length=160)
    data = models.JSONField(_("what it names"), default=dict)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("seen"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="notice_once_an_event")]
        indexes = [
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["event"], name="notice_of_event"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"
