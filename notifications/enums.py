"""The fixed lists of notifications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What a notice tells, as a sentence; ``%(name)s`` are filled from the notice's data."""

    WELCOME = "welcome", _("Welcome, %(name)s. Type your cohort code to begin, or look at the courses first.")
    COHORT_JOINED = "cohort_joined", _("You have joined %(cohort)s. Your first lesson is open.")
    MENTOR_ANSWERED = "mentor_answered", _("%(name)s answered you about %(about)s.")
    LEARNER_ASKED = "learner_asked", _("%(name)s asked you about %(about)s.")
