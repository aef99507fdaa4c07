"""Refusals of the courses app."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class LessonIsLocked(Refusal):
    """The lesson is not open to her yet."""

    code = "lesson_locked"
    message = _("This lesson is not open yet.")


class FormIsUnknown(Refusal):
    """The lesson has no such form or field."""

    code = "form_unknown"
    message = _("This form is not part of the lesson any more. Open the lesson again.")
