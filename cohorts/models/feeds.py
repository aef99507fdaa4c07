"""The address from which a phone's calendar fetches somebody's timetable."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person

RANDOM_BYTES = 24


def new_feed_token() -> str:
    """So long that nobody guesses it, in signs that an address holds."""
    return secrets.token_urlsafe(RANDOM_BYTES)


class CalendarFeed(models.Model):
    """That whoever has the ``token`` may read the timetable of a person. She may have another one made at any time.

    The token is kept as it is: she is shown the address again on her next phone, and it opens nothing but the days,
    hours and places of her own sessions.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=64, unique=True, default=new_feed_token, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar on the phone")
        verbose_name_plural = _("calendars on the phone")

    def __str__(self) -> str:
        return str(self.person_id)
