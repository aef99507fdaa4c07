from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CohortTime(TextChoices):
    """Where the days of a cohort lie."""

    RUNNING = "running", _("Running")
    COMING = "coming", _("Not begun yet")
    OVER = "over", _("Over")


class EnrolmentStatus(TextChoices):
    ACTIVE = "active", _("Taking part")
    WITHDRAWN = "withdrawn", _("Withdrawn")
