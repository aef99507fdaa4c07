from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The kind of context of a thread about a lesson.
LESSON = "lesson"


class MemberRole(TextChoices):
    """As what somebody takes part in a talk about a lesson."""

    LEARNER = "learner", _("Learner")
    MENTOR = "mentor", _("Mentor")
