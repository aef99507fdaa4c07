"""What people are told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import NoticeKind
from people.models import Person


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
