from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class HasNoAccount(Refusal):
    """Nobody could read what is written to her."""

    code = "has_no_account"
    message = _("She has no account yet: call her, or tell her when you meet.")


class LessonIsNotOpen(Refusal):
    """It is locked to her still, or she has done it."""

    code = "lesson_not_open"
    message = _("She has done this lesson, or it is not open to her yet. Choose another.")
    field = "lesson"


class AskedAlready(Refusal):
    """It stands on her desk."""

    code = "asked_already"
    message = _("She was asked to do this lesson, and it is not done yet. Choose another, or write to her.")
    field = "lesson"
