"""The fixed lists of assessments."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

# The kind under which phones hand in answers.
ANSWER = "answer"


class QuestionKind(TextChoices):
    """How a question is answered."""

    CHOICE = "choice", _("One is right")
    MULTIPLE = "multiple", _("Several are right")
    NUMERIC = "numeric", _("A number")
    ORDER = "order", _("Put in order")
    MATCH = "match", _("Match pairs")


class Difficulty(IntegerChoices):
    """How hard a question is."""

    EASY = 1, _("Easy")
    MIDDLE = 2, _("Middle")
    HARD = 3, _("Hard")


class AttemptStatus(TextChoices):
    """Where an attempt stands."""

    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Handed in")
