from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORK = "work"  # the kind of submission by which a picture of work is offered


class CohortTime(TextChoices):
    """Where the days of a cohort lie."""

    RUNNING = "running", _("Running")
    COMING = "coming", _("Not begun yet")
    OVER = "over", _("Over")


class CohortState(TextChoices):
    """How far a cohort is, as people say it: who joins, who teaches and who closes it go by this."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open to join")
    RUNNING = "running", _("Running")
    FINISHED = "finished", pgettext_lazy("cohort", "Finished")
    CLOSED = "closed", _("Closed")


# A cohort that stands so goes on until its last day has passed.
GOING_ON = (CohortState.PLANNED, CohortState.OPEN, CohortState.RUNNING)


class Condition(TextChoices):
    """What a programme may ask for before a certificate is given."""

    DAYS = "days", _("Days present")
    POST_TEST = "post-test", _("Test at the end")
    ASSIGNMENTS = "assignments", _("Assignments approved")


class EnrolmentStatus(TextChoices):
    """How a stay stands: asked for or waited for, taking part, or ended in one of three ways."""

    APPLIED = "applied", _("Asked to join")
    WAITING = "waiting", _("Waiting for a place")
    ACTIVE = "active", _("Taking part")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TRANSFERRED = "transferred", _("Moved to another cohort")
    DECLINED = "declined", _("Not taken")


# A person has at most one stay in a cohort that stands so.
OPEN_STAYS = (EnrolmentStatus.APPLIED, EnrolmentStatus.WAITING, EnrolmentStatus.ACTIVE)


class InvitationStatus(TextChoices):
    OPEN = "open", _("No answer yet")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Said no")
    TAKEN_BACK = "taken-back", _("Taken back")


class LeavingReason(TextChoices):
    """Why somebody leaves a training, in the words trainers use for it."""

    MOVED = "moved", _("Moved away, or married")
    FAR = "far", _("The way is too far, or costs too much")
    HOME = "home", _("Needed at home")
    WORK = "work", _("Found paid work")
    HEALTH = "health", _("Health")
    NOT_FOR_HER = "not-for-her", _("The training does not fit")
    NO_CONSENT = "no-consent", _("Took back consent")
    OTHER = "other", _("Something else")


class Step(TextChoices):
    """How far a learner is with one lesson."""

    NOT_YET = "not-yet", _("Not yet")
    BEGUN = "begun", _("Begun")
    READ = "read", _("Read")
    PASSED = "passed", _("Questions passed")


class Standing(TextChoices):
    """How a learner keeps up with the plan of her cohort; she may be late and stuck, or late and not begun, at once."""

    LATE = "late", _("Late")
    STUCK = "stuck", _("Stuck")
    NOT_BEGUN = "not-begun", _("Not begun")
    FINISHED = "finished", _("Finished")


class WorkStatus(TextChoices):
    """How far a picture of work has come. Before an editor has said yes, its cohort alone sees it."""

    OFFERED = "offered", _("Waits for an editor")
    SHOWN = "shown", _("Shown to everybody")
    REFUSED = "refused", _("Not shown to everybody")
