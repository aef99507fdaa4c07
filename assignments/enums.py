"""The fixed lists of assignments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# What is handed in under this name, about ``<assignment>/<person>``.
HAND_IN = "hand-in"


class Means(TextChoices):
    """What may be handed in."""

    TEXT = "text", _("Text")
    PHOTO = "photo", _("Photo")
    VOICE = "voice", _("Voice")
    FILE = "file", _("File")
    RECORD = "record", _("Record")


class WorkState(TextChoices):
    """How far the work of one person on one assignment has come."""

    OPEN = "open", _("Not handed in")
    HANDED_IN = "handed_in", _("Waits for review")
    RETURNED = "returned", _("Returned with comments")
    APPROVED = "approved", _("Approved")


class Verdict(TextChoices):
    """What came of a review."""

    RETURNED = "returned", _("Returned with comments")
    APPROVED = "approved", _("Approved")
