"""Images, documents and sound used in learning: our own models from the first migration on."""

import uuid
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia

from core.enums import Language
from jobs.models import LongJob
from media.enums import LightKind, LightState
from media.lightening import MEDIA_TYPES


class LearningImage(AbstractImage):
    """A picture; its ``description`` is the text for a reader who cannot see it."""

    source_key = models.CharField(max_length=100, blank=True, db_index=True, editable=False)

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class LearningRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(LearningImage, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]


class LearningDocument(AbstractDocument):
    """A file to download."""

    admin_form_fields = Document.admin_form_fields

    @property
    def weight(self) -> int:
        """Bytes to fetch; 0 where the file is not to be found."""
        try:
            return int(self.file_size or self.file.size)
        except OSError:
            return 0


class LearningMedia(AbstractMedia):
    """Sound or video with its words written out; ``machine_voice`` is said beside the player."""

    transcript = models.TextField(_("transcript"), blank=True)
    machine_voice = models.BooleanField(_("spoken by a machine"), default=False)
    source_key = models.CharField(max_length=100, blank=True, db_index=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "duration",
        "transcript",
        "machine_voice",
        "thumbnail",
        "tags",
    )

    class Meta:
        verbose_name = _("sound or video")
        verbose_name_plural = _("sound and video")

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Of a file that was refused, which is said beside it, the ending is not found fault with as well."""
        if self.file:
            super().clean(*args, **kwargs)

    @cached_property
    def light(self) -> "LightRendition | None":
        """What is played in place of the original; None while there is none."""
        return next((each for each in self.renditions.all() if each.state == LightState.DONE), None)

    @property
    def weight(self) -> int:
        """Bytes to fetch of what is played; 0 where the file is not to be found."""
        if self.light:
            return self.light.bytes
        try:
            return int(self.file.size)
        except OSError:
            return 0

    @property
    def weight_of_captions(self) -> int:
        """Bytes of the captions in all languages."""
        return sum(each.bytes for each in self.captions.all())

    @property
    def length(self) -> str:
        """How long it is, as 1:05; empty where nobody knows."""
        seconds = round(self.light.seconds if self.light else self.duration or 0)
        return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


class LightRendition(models.Model):
    """A sound or video made light for phones, ``bytes`` and ``seconds`` long, by a long job that says how far it is.

    ``asked`` is another each time it is asked for: what was made for an earlier asking (an earlier file) is not kept.
    """

    media = models.ForeignKey(LearningMedia, models.CASCADE, related_name="renditions")
    kind = models.CharField(_("kind"), max_length=10, choices=LightKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=LightState.choices, default=LightState.ASKED)
    asked = models.UUIDField(default=uuid.uuid4, editable=False)
    job = models.ForeignKey(LongJob, models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.FileField(_("file"), upload_to="light", blank=True)
    bytes = models.PositiveBigIntegerField(_("bytes"), default=0)
    seconds = models.FloatField(_("seconds"), default=0)

    class Meta:
        verbose_name = _("light version")
        verbose_name_plural = _("light versions")
        constraints = [models.UniqueConstraint(fields=["media", "kind"], name="light_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.media_id} {self.kind}"

    @property
    def media_type(self) -> str:
        """What a browser is told of it before it fetches it."""
        return MEDIA_TYPES[LightKind(self.kind)]

    @property
    def is_being_made(self) -> bool:
        """Whether a job will still say what comes of it."""
        return self.state == LightState.ASKED and self.job is not None and not self.job.is_over


class Captions(models.Model):
    """What is said in a video, in one language, as a WebVTT file that players show line by line."""

    media = models.ForeignKey(LearningMedia, models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    file = models.FileField(_("file"), upload_to="captions")
    bytes = models.PositiveIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["media", "language"], name="captions_once_a_language")]

    def __str__(self) -> str:
        return f"{self.media_id} {self.language}"
