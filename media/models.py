"""Images, documents and sound used in learning: our own models from the first migration on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia


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

    @property
    def weight(self) -> int:
        """Bytes to fetch; 0 where the file is not to be found."""
        try:
            return int(self.file.size)
        except OSError:
            return 0
