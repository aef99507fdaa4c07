from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.records import Hold


class LessonIsNeverPrivate(Refusal):
    """A lesson or a module cannot be kept private: its cohorts guard it."""

    code = "lesson_never_private"
    message = _("A lesson is read by those who take part in a cohort of its course. It cannot be kept private besides.")


class FormIsUnknown(Refusal):
    """The lesson has no such form or field."""

    code = "form_unknown"
    message = _("This form is not part of the lesson any more. Open the lesson again.")


class LessonIsClosed(Hold):
    """It is not hers to read now: locked, or she left the cohort."""

    code = "lesson_closed"
    message = _("This lesson is not open to you now. What you wrote is kept.")


class CourseTakesNothing(Hold):
    """It is to be read only: what comes is kept, until the course takes work again."""

    code = "course_takes_nothing"
    message = _("This course is to be read only now. What you did is kept, and does not count.")


class PeopleLearnInIt(Refusal):
    """A course in which people are under way is not a draft any more."""

    code = "people_learn_in_it"
    message = _("People learn in this course. Close it to new learners instead: they can finish it.")


class RuleNeverHolds(Refusal):
    """Its conditions contradict each other."""

    code = "rule_never_holds"
    message = _("These conditions can never hold at the same time: nobody could open the lesson. Take one of them out.")


class RuleGoesInACircle(Refusal):
    """Lessons would wait for each other."""

    code = "rule_in_a_circle"
    message = _("The lessons would wait for each other, and nobody could open them. Choose an earlier lesson.")
