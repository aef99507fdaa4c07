"""Refusals of the assessments app."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class AttemptIsSubmitted(Refusal):
    """The attempt takes no more answers; what came was kept apart."""

    code = "attempt_submitted"
    message = _("You have handed in already. This answer came later: it is kept for your trainer but does not count.")


class AnswerHasNoShape(Refusal):
    """What was given cannot be an answer to this kind of question."""

    code = "answer_without_shape"
    message = _("This answer cannot be read. Answer again.")


class NothingToAnswer(Refusal):
    """The lesson has no questions."""

    code = "no_questions"
    message = _("This lesson has no questions yet.")
