from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class NothingToTakeBack(Refusal):
    """The track stands where it began."""

    code = "nothing_to_take_back"
    message = _("There is no step to take back.")
