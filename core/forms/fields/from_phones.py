"""What a phone adds to what is typed: a photo, and where it is."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import widgets
from core.limits import LARGEST_FILE_BYTES
from core.numbers import parse_number
from core.pictures import NOT_A_PICTURE, TOO_LARGE, TooManyPixels, kept_picture


class PhotoField(forms.FileField):
    """A photo; its value is a Picture as it is kept, without what the phone noted in it.

    The phone makes it small before it is sent; without scripts it comes as it is, up to a limit.
    """

    widget = widgets.PhotoInput
    default_error_messages = {"invalid_image": NOT_A_PICTURE, "too_large": TOO_LARGE}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            if file.size > LARGEST_FILE_BYTES:
                raise TooManyPixels
            return kept_picture(file.read())
        except TooManyPixels:
            raise ValidationError(self.error_messages["too_large"], code="too_large") from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from None


@dataclass(frozen=True)
class Position:
    """Where a phone says it is, within ``accuracy`` metres."""

    latitude: Decimal
    longitude: Decimal
    accuracy: int


class PositionField(forms.Field):
    """Where she is, if she presses the button and the phone knows. Never required, and nothing in it is refused."""

    widget = widgets.PositionInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False})

    def to_python(self, value: Any) -> Position | None:
        if isinstance(value, Position):
            return value
        try:
            latitude, longitude, accuracy = (parse_number(part) for part in str(value or "").split(","))
        except ValueError:
            return None
        if abs(latitude) > 90 or abs(longitude) > 180 or accuracy < 0:
            return None
        return Position(latitude, longitude, int(accuracy))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Position):
            return f"{value.latitude},{value.longitude},{value.accuracy}"
        return value
