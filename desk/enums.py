from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Section(TextChoices):
    """Where a card lies, in the order of the page: the next step comes first."""

    NOW = "now", _("To do now")
    LATE = "late", _("Late")
    NEW = "new", _("New")
    PLACES = "places", _("Where you take part")
    WELL = "well", _("Went well")
