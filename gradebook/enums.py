"""The fixed lists of the gradebook."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Activities that are no lesson stand under these keys; a lesson stands under its own.
DAYS = "days"
ASSIGNMENTS = "assignments"

# The kind of notice to whose mark was written by hand.
MARK_WRITTEN = "mark_written"


class DueThing(TextChoices):
    """What may be due in a cohort, for who runs it: what people wait for comes first."""

    ASKED = "asked", _("People ask to join")
    OPENING = "opening", _("Open it to join")
    LISTS = "lists", _("Attendance is not taken")
    HALF_TAKEN = "half-taken", _("Not everybody is marked")
    DIFFERING = "differing", _("Two marks differ")
    TEST = "test", _("Test at the end")
    CERTIFICATES = "certificates", _("Certificates to give")
    CLOSING = "closing", _("Close it")


class Completion(TextChoices):
    """How far a learner is from what completes her programme."""

    COMPLETED = "completed", _("Has completed")
    ONE_SHORT = "one-short", _("One step short")
    MORE_SHORT = "more-short", _("More is wanting")
