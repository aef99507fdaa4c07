"""The phones and browsers on which a message may appear."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person


class PushDevice(models.Model):
    """That one browser shows messages to one person: its address at the browser's maker, and the keys to write to it.

    A phone that somebody else signs in on and lets messages appear is hers from then on.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="push_devices")
    endpoint = models.URLField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    made_at = models.DateTimeField(_("allowed"), default=timezone.now)

    class Meta:
        verbose_name = _("phone that shows messages")
        verbose_name_plural = _("phones that show messages")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return str(self.person_id)
