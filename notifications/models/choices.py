"""How one person wants to be told."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel
from notifications.quiet_hours import QuietHours
from people.models import Person

QUIET = QuietHours(time(20), time(8))
# An SMS costs money and may be read by whoever shares the phone: it is chosen, not given.
WAYS_AT_FIRST = (Channel.PUSH, Channel.EMAIL)


def ways_at_first() -> list[str]:
    """What holds until she chooses."""
    return [channel.value for channel in WAYS_AT_FIRST]


class NoticeChoice(models.Model):
    """The ways out of the portal in the order in which they are tried, and the hours in which nothing leaves.

    Who has chosen nothing has no row: what holds for her is an unsaved one.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="notice_choice")
    channels = models.JSONField(_("ways, the first first"), default=ways_at_first)
    quiet_from = models.TimeField(_("quiet from"), default=QUIET.begins)
    quiet_until = models.TimeField(_("quiet until"), default=QUIET.ends)

    class Meta:
        verbose_name = _("how somebody is told")
        verbose_name_plural = _("how people are told")

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def quiet(self) -> QuietHours:
        return QuietHours(self.quiet_from, self.quiet_until)
