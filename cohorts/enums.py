from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CohortTime(TextChoices):
    """Where the days of a cohort lie."""

    RUNNING = "running", _("Running")
    COMING = "coming", _("Not begun yet")
    OVER = "over", _("Over")


class EnrolmentStatus(TextChoices):
    ACTIVE = "active", _("Taking part")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Step(TextChoices):
    """How far a learner is with one lesson."""

    NOT_YET = "not-yet", _("Not yet")
    BEGUN = "begun", _("Begun")
    READ = "read", _("Read")
    PASSED = "passed", _("Questions passed")


class Standing(TextChoices):
    """How a learner keeps up with the plan of her cohort; she may be late and stuck at once."""

    LATE = "late", _("Late")
    STUCK = "stuck", _("Stuck")
    NOT_BEGUN = "not-begun", _("Not begun")
    FINISHED = "finished", _("Finished")
