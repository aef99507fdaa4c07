"""The fixed lists of cohorts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentStatus(TextChoices):
    """Where an enrolment stands."""

    ACTIVE = "active", _("Taking part")
    WITHDRAWN = "withdrawn", _("Withdrawn")
