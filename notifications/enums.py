"""The ways on which a notice reaches somebody, and how it fared on each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    """The portal itself always shows it; the others bring it to her."""

    PORTAL = "portal", _("In the portal")
    PUSH = "push", _("A message on the phone")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")


class DeliveryState(TextChoices):
    WAITING = "waiting", _("Waits")
    LEAVING = "leaving", _("On its way")
    SENT = "sent", pgettext_lazy("message", "Sent")
    FAILED = "failed", _("Could not be sent")
    STOPPED = "stopped", _("No longer needed")
    KEPT = "kept", _("Stands in the portal")


class Reason(TextChoices):
    """Why a message did not leave, or stands in the portal alone."""

    NO_WAY = "no_way", _("You have chosen no way out of the portal, or none reaches you.")
    READ = "read", _("You have read it in the portal.")
    TOLD_ANEW = "told_anew", _("It says something else by now.")
    GONE = "gone", _("The address or number is not there any more.")
    BUDGET = "budget", _("So many SMS went out today that this one was not sent.")
    AWAY = "away", _("The network did not take it.")
    BROKEN_OFF = "broken_off", _("The sending was broken off.")


class Reached(TextChoices):
    """Whether one notice reached one person, as who told her is shown it."""

    READ = "read", _("Read")
    SENT = "sent", pgettext_lazy("message", "Sent")
    WAITING = "waiting", _("Waits")
    FAILED = "failed", _("Could not be sent")
    NO_WAY = "no_way", _("No way to be reached")


OUTSIDE = (Channel.PUSH, Channel.EMAIL, Channel.SMS)
"""What leads out of the portal."""
