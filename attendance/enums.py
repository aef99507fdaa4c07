"""The fixed lists of attendance."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What is handed in: marks of a session.
ATTENDANCE = "attendance"
# A photo of the paper that was signed.
SHEET = "attendance-sheet"
# The kind of notice to who missed a session.
MISSED = "session_missed"

# And to who took attendance where another says something else.
DIFFER = "marks_differ"


class Presence(TextChoices):
    """How somebody was in a session; ``OPEN`` takes back what was said, so that she is not marked."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")
    OPEN = "open", _("Not marked")


# What can stand of somebody: how she was.
MARKED = (Presence.PRESENT, Presence.LATE, Presence.ABSENT)


class Reason(TextChoices):
    """Why somebody was not there, as trainers hear it most."""

    ILL = "ill", _("She is ill")
    CHILD = "child", _("A child or somebody else at home is ill")
    BIRTH = "birth", _("Pregnancy or birth")
    WORK = "work", _("Work for wages")
    FIELD = "field", _("Work in the field or with animals")
    FAMILY = "family", _("Wedding, funeral or festival in the family")
    NOT_ALLOWED = "not-allowed", _("The family did not let her go")
    TRANSPORT = "transport", _("No transport, or the road was closed")
    MEETING = "meeting", _("Another meeting or training")
    NOT_TOLD = "not-told", _("She did not know of it")
    OTHER = "other", _("Another reason")


class Means(TextChoices):
    """How a mark came to be."""

    LIST = "list", _("Ticked off the list")
    CODE = "code", _("Scanned the code herself")


class Shown(StrEnum):
    """What came of it when somebody showed by the code that she is there."""

    PRESENT = "present"
    ALREADY = "already"
    DIFFERS = "differs"


class DayState(TextChoices):
    """How a day that was held stands for somebody."""

    PRESENT = "present", _("There")
    MADE_UP = "made-up", _("Made up")
    MISSED = "missed", _("Missed")
    NOT_IN = "not-in", _("Not in the cohort then")
    OPEN = "open", _("Not marked yet")
