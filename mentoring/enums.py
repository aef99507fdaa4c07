"""The fixed lists of mentoring."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberRole(TextChoices):
    """As what somebody takes part in a thread."""

    LEARNER = "learner", _("Learner")
    MENTOR = "mentor", _("Mentor")
