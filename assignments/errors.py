"""What cannot be done with assignments, in words for the reader."""

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal

FILE_TOO_LARGE = _("This file is larger than 8 MB. Make it smaller, or take photos of its pages.")


class NothingHandedIn(Refusal):
    """There is nothing in it."""

    code = "empty"
    message = _("There is nothing here to hand in yet. Write something, or add a photo, your voice or a file.")


class IsApproved(Refusal):
    """What is approved is not written over."""

    code = "approved"
    message = _("This work is approved already. If you want to add something, ask your trainer to open it again.")


class NewerCame(Refusal):
    """She handed in again while it was being looked at."""

    code = "newer_came"
    message = _("She has handed in a newer version meanwhile. Look at that one.")


class CommentIsMissing(Refusal):
    """Who gets her work back wants to know what to mend."""

    code = "comment_missing"
    message = _("Write down what she should mend.")
    field = "comment"


class TooManyMarks(Refusal):
    """More than there are."""

    code = "too_many_marks"
    message = _("These are more marks than this assignment has.")
    field = "marks"


class ManyFilesToday(Refusal):
    """More than anybody needs."""

    code = "many_files_today"
    message = _("You have handed in very many files today. Hand in the rest tomorrow.")


class VoiceCannotBePlayed(Refusal):
    """It is no sound."""

    code = "not_a_recording"
    message = _("This recording cannot be played. Record it again.")
    field = "voice"


class FileIsTooLarge(Refusal):
    """Said before anybody opens it."""

    code = "too_large"
    message = FILE_TOO_LARGE
    field = "file"
