"""Handing in a picture."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


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
