from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Lane(TextChoices):
    """Who waits behind whom: a job only ever waits for others of its lane. Each is a queue of the broker."""

    QUICK = "quick", _("At once")
    MAIL = "mail", _("Mail")
    LONG = "long", _("Long")


class JobState(TextChoices):
    """How a job stands, for whoever waits for it."""

    WAITING = "waiting", _("Waits for its turn")
    RUNNING = "running", _("Is being done")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Could not be done")
    PARKED = "parked", _("Stopped")
