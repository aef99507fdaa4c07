from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.records import Hold


class AttemptIsSubmitted(Hold):
    """The attempt takes no more answers; what came is kept apart."""

    code = "attempt_submitted"
    message = _("You have handed in already. This answer came later: it is kept for your trainer but does not count.")


class TakesPartNoMore(Hold):
    """She is in no cohort of the course any more."""

    code = "takes_part_no_more"
    message = _(
        "You no longer take part in this course. This answer is kept for your trainer but does not count until then."
    )


class AnswerHasNoShape(Refusal):
    """What was given cannot be an answer to this kind of question."""

    code = "answer_without_shape"
    message = _("This answer cannot be read. Answer again.")


class NothingToAnswer(Refusal):
    """The lesson has no questions."""

    code = "no_questions"
    message = _("This lesson has no questions yet.")
