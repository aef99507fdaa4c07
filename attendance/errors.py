from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class SessionIsToCome(Refusal):
    """Nobody is there so long before it begins."""

    code = "session_to_come"
    message = _("It is too early: attendance is taken from one hour before the session begins.")


class NotInTheCohort(Refusal):
    """Who was never in the cohort has no place in its sessions."""

    code = "not_in_cohort"
    message = _("Somebody on this list was never in the cohort. Open the page again.")


class MarksHerself(Refusal):
    """She was given a role over the place of a cohort in which she learns: others say of her that she was there."""

    code = "marks_herself"
    message = _(
        "You learn in this cohort, so you do not mark yourself. Scan the code, or ask another trainer to mark you."
    )


class CodeHasChanged(Refusal):
    """What was scanned or typed is no code of now."""

    code = "attendance_code_changed"
    message = _("This code is not valid now: it changes every half minute. Scan or type the one your trainer shows.")
    field = "code"


class NotYourSession(Refusal):
    """The code is right, and she is not in that cohort; on a shared phone somebody else may be in."""

    code = "not_your_session"
    message = _(
        "This code is of a cohort in which you do not take part. Ask the trainer who shows it how to join. "
        "Is somebody else signed in on this phone?"
    )


class TriedTooOften(Refusal):
    """More codes than anybody types."""

    code = "too_fast"
    message = _("These were many tries. Wait a minute, then type the code your trainer shows.")
    field = "code"
