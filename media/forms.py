"""Handing in pictures, sound and video."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from core.enums import Language
from media.containers import HEAD_BYTES, container_of
from media.errors import CaptionsAreWrong
from media.models import LearningMedia
from media.services import ask_for_light
from media.webvtt import cues_in

# A little less than the doors let through (deploy/nginx.conf, portal.guard), so that it is said beside the field.
LARGEST_BYTES = 199 * 1024 * 1024
LARGEST_CAPTIONS = 500_000


class PictureField(WagtailImageField):
    """Wagtail's, for which a file that only begins like a picture was an unexpected error."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # whatever Pillow finds in it: there are many kinds, and not all are its own
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    """The admin's form of a picture."""

    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])


class SoundOrVideoForm(BaseMediaForm):
    """The admin's form of a sound or video: what is uploaded is what its name says, and is made light."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.user = user

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            _check_inside(file)
        return file

    def clean_thumbnail(self) -> Any:
        """A picture that can be opened, whatever its name."""
        picture = self.cleaned_data["thumbnail"]
        return forms.ImageField().clean(picture) if isinstance(picture, UploadedFile) else picture

    @transaction.atomic
    def save(self, commit: bool = True) -> LearningMedia:
        """Wagtail's views write by their form, which alone knows that the file is a new one, and whose it is."""
        media: LearningMedia = super().save(commit)
        if commit and "file" in self.changed_data:
            ask_for_light(media, by=self.user)
        return media


def _check_inside(file: UploadedFile) -> None:
    """Raises ValidationError where it is too large, or another kind of file than its name says."""
    if (file.size or 0) > LARGEST_BYTES:
        raise ValidationError(_("This file is larger than 199 MB. Save it smaller, or part it, and upload that."))
    head = file.read(HEAD_BYTES)
    file.seek(0)
    container = container_of(head)
    if container is None:
        raise ValidationError(
            _("This is neither sound nor video, whatever its name says. MP3, M4A, Ogg, MP4 and WebM are taken.")
        )
    if PurePath(file.name or "").suffix.lstrip(".").lower() not in container.endings:
        endings = ", ".join(f".{ending}" for ending in sorted(container.endings))
        raise ValidationError(
            _("What is inside is %(kind)s, and its name says otherwise. Give it a name that ends in %(endings)s."),
            params={"kind": container.name, "endings": endings},
        )


class CaptionsForm(forms.Form):
    """Captions in one language, brought as a file or typed; what is wrong in them is said with its line."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    file = forms.FileField(
        label=_("File (WebVTT or SRT)"), required=False, help_text=_("It takes the place of what is typed below.")
    )
    text = forms.CharField(
        label=_("Or typed"),
        required=False,
        strip=False,
        max_length=LARGEST_CAPTIONS,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
        help_text=_("A time, below it what is said, a blank line, the next time: 00:01.000 --> 00:04.500"),
    )

    def clean_file(self) -> UploadedFile | None:
        """Not larger than what may be typed: the end of it would be lost."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST_CAPTIONS:
            raise ValidationError(
                _("These captions are larger than 500 KB. Take out what is not said, and bring them again.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        """With ``cues``, what is to be shown when."""
        cleaned: dict[str, Any] = super().clean() or {}
        field = "file" if cleaned.get("file") else "text"
        if self.errors:
            return cleaned
        try:
            cleaned["cues"] = cues_in(self._text_of(cleaned, field))
        except CaptionsAreWrong as wrong:
            self.add_error(field, str(wrong))
        except UnicodeDecodeError:
            self.add_error(field, _("The letters of this file cannot be read. Save it as UTF-8 and choose it again."))
        return cleaned

    def _text_of(self, cleaned: dict[str, Any], field: str) -> str:
        if field == "text":
            return str(cleaned["text"])
        return bytes(cleaned["file"].read()).decode("utf-8-sig")
