"""Refusals of the courses app."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class LessonIsNeverPrivate(Refusal):
    """A lesson or a module cannot be kept private: its cohorts guard it."""

    code = "lesson_never_private"
    message = _("A lesson is read by those who take part in a cohort of its course. It cannot be kept private besides.")


class FormIsUnknown(Refusal):
    """The lesson has no such form or field."""

    code = "form_unknown"
    message = _("This form is not part of the lesson any more. Open the lesson again.")
