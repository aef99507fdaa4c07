"""Refusals of the courses app."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class FormIsUnknown(Refusal):
    """The lesson has no such form or field."""

    code = "form_unknown"
    message = _("This form is not part of the lesson any more. Open the lesson again.")
