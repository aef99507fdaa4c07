from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.states import MoveIsNotAllowed


class NothingToTakeBack(Refusal):
    """The track stands where it began."""

    code = "nothing_to_take_back"
    message = _("There is no step to take back.")


class IsElsewhere(MoveIsNotAllowed):
    """From where she stands no step leads there: somebody else has written down more meanwhile."""

    def __init__(self, milestone: str | Promise) -> None:
        sentence = _("She stands at “%(milestone)s” already: from there no step leads to this.")
        super().__init__(sentence % {"milestone": milestone})
