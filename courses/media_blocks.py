"""Blocks of a lesson that are listened to, looked at or taken away: sound, video, a file to download.

A draft may wait for its file, and a file may be deleted under Media: a block without one is shown by its title alone.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from core.local_text import language_now
from media.queries import captions_for


class AudioBlock(blocks.StructBlock):
    """Something to listen to; who cannot hear it reads its transcript, without which it is not taken."""

    title = blocks.CharBlock(label=_("Title"), max_length=400)
    audio = AudioChooserBlock(label=_("Sound"), help_text=_("With its transcript, which is shown below it."))

    class Meta:
        icon = "media"
        label = _("Sound")
        template = "courses/blocks/audio.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["audio"] and not cleaned["audio"].transcript.strip():
            _refuse("audio", _("This sound has no transcript. Write down what is said, under Media, then choose it."))
        return cleaned


class VideoBlock(blocks.StructBlock):
    """Something to look at; who cannot hear it reads its captions."""

    title = blocks.CharBlock(label=_("Title"), max_length=400)
    video = VideoChooserBlock(label=_("Video"))
    without_words = blocks.BooleanBlock(label=_("Nobody speaks in it"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With ``tracks``, its captions, those of the reader's language first, which show by themselves."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["tracks"] = captions_for(value["video"], language_now()) if value["video"] else []
        return context

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["video"] and not cleaned["without_words"] and not cleaned["video"].captions.exists():
            _refuse("video", _("This video has no captions. Add them under Media, or tick that nobody speaks in it."))
        return cleaned


class DownloadBlock(blocks.StructBlock):
    """A file to take along; what it is and how large is said before it is fetched."""

    title = blocks.CharBlock(label=_("Title"), max_length=400)
    document = DocumentChooserBlock(label=_("File"))
    about = blocks.CharBlock(label=_("What it is for"), required=False, max_length=400)

    class Meta:
        icon = "download"
        label = _("File to download")
        template = "courses/blocks/download.html"


def _refuse(field: str, sentence: Any) -> None:
    raise blocks.StructBlockValidationError(block_errors={field: ValidationError(sentence)})
