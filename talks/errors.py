from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.pictures import NOT_A_PICTURE, TOO_LARGE


class MessageIsEmpty(Refusal):
    code = "message_empty"
    message = _("Write something first.")


class MessageIsTooLong(Refusal):
    """More than a message holds."""

    code = "message_too_long"
    message = _("This message is too long. Send it in parts of at most 4,000 letters.")


class PhotoCannotBeOpened(Refusal):
    """What came as a photo is none, or one that nobody can open."""

    code = "message_photo"
    message = NOT_A_PICTURE
    field = "photo"


class PhotoIsTooLarge(Refusal):
    """Larger than the portal takes, or opens."""

    code = "message_photo_too_large"
    message = TOO_LARGE
    field = "photo"


class VoiceCannotBePlayed(Refusal):
    """What came as a spoken message is none, or longer than any."""

    code = "message_voice"
    message = _("This is not a voice message that can be played. Record it again, two minutes at most.")
    field = "voice"


class ManyFilesToday(Refusal):
    """More photos and voice messages within a day than one person takes and speaks."""

    code = "message_files_today"
    message = _("You have sent very many photos and voice messages since yesterday. Send this one tomorrow.")


class PhotoAndVoice(Refusal):
    """Both in one message."""

    code = "message_photo_and_voice"
    message = _("A message carries a photo or a voice message, not both. Send them one after the other.")


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
