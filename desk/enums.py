"""The fixed lists of the desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    """Where a card lies, in the order of the page: what presses comes first."""

    LATE = "late", _("Late")
    NOW = "now", _("To do now")
    NEW = "new", _("New")
    PLACES = "places", _("Where you take part")
    WELL = "well", _("Went well")
