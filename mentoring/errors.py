from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class NoMentorYet(Refusal):
    """The cohort has nobody to ask."""

    code = "no_mentor"
    message = _("Your cohort has no mentor yet. Ask your trainer.")
