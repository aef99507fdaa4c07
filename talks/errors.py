from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class MessageIsEmpty(Refusal):
    code = "message_empty"
    message = _("Write something first.")


class MessageIsTooLong(Refusal):
    """More than a message holds."""

    code = "message_too_long"
    message = _("This message is too long. Send it in parts of at most 4,000 letters.")


class MessageHasBadCharacters(Refusal):
    """A character no database should be given."""

    code = "message_characters"
    message = _("There is a character here that cannot be kept. Type the message again.")


class MessageIdIsTaken(Refusal):
    """The id belongs to another message."""

    code = "message_id_taken"
    message = _("This message could not be kept. Send it again.")


class ThreadIsClosed(Refusal):
    """She no longer takes part."""

    code = "thread_closed"
    message = _("You no longer take part in this talk.")
