"""The fixed lists of follow-ups."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The kind of context of a talk between a learner and who trains her.
FOLLOW_UP = "follow-up"
# The kind of notice to who is asked to do a lesson.
LESSON_ASKED = "lesson_asked"


class Kind(TextChoices):
    """What was done about a learner."""

    CALL = "call", _("Call")
    MESSAGE = "message", _("Message")
    LESSON = "lesson", _("Lesson to do")


class Sign(TextChoices):
    """Why something is to be done, the most urgent first."""

    SILENT = "silent", _("Silent")
    ONE_SHORT = "one-short", _("One step short")
    MAKE_UP = "make-up", _("Needs a make-up")
    FAILING = "failing", _("Fails questions")
    LATE = "late", _("Late")


class MemberRole(TextChoices):
    """As what somebody takes part in the talk."""

    LEARNER = "learner", _("Learner")
    TRAINER = "trainer", _("Trainer")
