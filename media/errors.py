"""Why a light version of a sound or video is not made."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class FfmpegIsMissing(Refusal):
    """Nothing on the machine of the worker can make light versions."""

    code = "ffmpeg_missing"
    message = _(
        "ffmpeg is not installed where the portal works, so the original plays. Whoever looks after the portal "
        "installs it (on Debian: apt-get install ffmpeg); then make the light version again."
    )


class FileCannotBeRead(Refusal):
    """ffmpeg finds no sound or video in it that it knows."""

    code = "file_unreadable"
    message = _("Nothing that plays was found in this file. Open it on a computer, save it anew and upload it again.")


class FileIsGone(Refusal):
    """It was deleted or replaced while its turn came."""

    code = "file_gone"
    message = _("The file was replaced or deleted in the meantime.")


class TakesTooLong(Refusal):
    """It would keep everything else that takes its time waiting."""

    code = "too_long"
    message = _("This is more than is made light here: three hours of sound, an hour of video in 4096 × 2304 pixels.")


class CaptionsAreWrong(Refusal):
    """Line ``line``, counted from 1, is not what it should be: ``why``, the end of a sentence."""

    code = "captions_wrong"

    def __init__(self, line: int, why: str | Promise) -> None:
        self.line = line
        super().__init__(format_lazy(_("Line {line}: {why}."), line=line, why=why))
