from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.records import Hold


class AttemptIsSubmitted(Hold):
    """The attempt takes no more answers; what came is kept apart."""

    code = "attempt_submitted"
    message = _("You have handed in already. This answer came later: it is kept for your trainer but does not count.")


class TimeIsUp(Hold):
    """The answer was not in time; it is kept apart."""

    code = "time_is_up"
    message = _("Your time was up when this answer came. It is kept for your trainer but does not count.")


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


class SealIsBroken(Refusal):
    """Which questions were shown is not as the portal sealed it."""

    code = "seal_broken"
    message = _("These questions are not as the portal gave them to this phone. Open them again.")


class QuestionChanged(Refusal):
    """The page showed another question in this place, or this one before it was written anew."""

    code = "question_changed"
    message = _("This question has changed since your phone kept it. Open the questions again and answer it.")


class NotBegun(Hold):
    """The attempt waits itself for something."""

    code = "not_begun"
    message = _("These questions could not be begun yet. This answer is kept with them.")


class NotOpenToBegin(Hold):
    """Questions of a lesson that is not hers to read now."""

    code = "lesson_closed"
    message = _(
        "This lesson is not open to you now. What you answered is kept. When it is open, press “Send again”: you or "
        "your trainer."
    )


class TestIsShut(Hold):
    """The terms of the test let her begin no try now."""

    code = "test_shut"


class NotYetOpen(TestIsShut):
    """Its first hour is not there."""

    code = "test_not_open_yet"
    message = _("This test is not open yet.")


class IsOver(TestIsShut):
    """It has closed."""

    code = "test_over"
    message = _("This test is over. What you answered is kept: ask your trainer.")


class NoTriesLeft(TestIsShut):
    """She has begun as many tries as she has."""

    code = "no_tries_left"
    message = _("You have no tries left. Ask your trainer.")


class OnlyWithALine(Hold):
    """It was begun on a phone that did not reach the portal, as this test must not be."""

    code = "only_with_a_line"
    message = _("This test can be begun only with network. What you answered is kept: ask your trainer.")


class CannotBeHandedIn(Hold):
    """She is in no cohort of the course any more."""

    code = "takes_part_no_more"
    message = _("You no longer take part in this course: it cannot be handed in. Ask your trainer.")


class AnswersNeedYou(Refusal):
    """An answer of the attempt was refused and not mended."""

    code = "answers_refused"
    message = _("An answer could not be taken. Look at it, then hand in again.")


class NothingToAnswer(Refusal):
    """The lesson has no questions."""

    code = "no_questions"
    message = _("This lesson has no questions yet.")


class QuestionWasChanged(Refusal):
    """It stands otherwise than who decides about it has seen."""

    code = "question_was_changed"
    message = _("The question was changed meanwhile. Look at what stands there now, and press again.")


class XmlCannotBeRead(Refusal):
    """A file of questions that begins as XML. It is said why, and where it breaks off."""

    code = "xml_unreadable"
