"""What is posted to a thread when there is no socket."""

from base64 import b64decode, b64encode

from django import forms
from django.http import HttpRequest, QueryDict

from core.forms import PlainLinesField
from core.limits import LARGEST_FILE_BYTES
from core.pictures import Picture, TooManyPixels, kept_picture
from core.recordings import Recording, kept_recording
from talks.errors import PhotoAndVoice, PhotoCannotBeOpened, PhotoIsTooLarge, VoiceCannotBePlayed

LONGEST_SEQUENCE = 10


class MessageForm(forms.Form):
    """A message; what it may hold is the service's to say. What goes with it comes in base64, as phones keep it."""

    body = PlainLinesField(required=False, strip=False)
    photo = forms.CharField(required=False)
    seconds = forms.IntegerField(required=False)
    voice = forms.CharField(required=False)

    def clean_photo(self) -> Picture | None:
        """The photo as it is kept. Raises PhotoAndVoice, PhotoIsTooLarge, PhotoCannotBeOpened."""
        written = self.cleaned_data["photo"]
        if not written:
            return None
        if self.data.get("voice"):
            raise PhotoAndVoice
        try:
            return kept_picture(b64decode(written, validate=True))
        except TooManyPixels:
            raise PhotoIsTooLarge from None
        except ValueError:
            raise PhotoCannotBeOpened from None

    def clean_voice(self) -> Recording | None:
        """The spoken message as it is kept. Raises VoiceCannotBePlayed."""
        written = self.cleaned_data["voice"]
        if not written:
            return None
        try:
            return kept_recording(b64decode(written, validate=True), self.cleaned_data.get("seconds") or 1)
        except ValueError:
            raise VoiceCannotBePlayed from None


class FirstMessageForm(forms.Form):
    """The words with which a talk begins."""

    body = PlainLinesField(required=False, strip=False)


def photo_without_notes(written: str) -> str:
    """A photo as a phone hands it in, drawn anew. Raises ValueError where it is none."""
    return b64encode(kept_picture(b64decode(written, validate=True)).content).decode()


class ReceiptsForm(forms.Form):
    """How far the device has received and the person has seen."""

    delivered = forms.IntegerField(min_value=0, max_value=2_147_483_647)
    read = forms.IntegerField(min_value=0, max_value=2_147_483_647)


def as_handed_in(request: HttpRequest) -> QueryDict:
    """What the plain form posts, with its file as a phone would hand it in. Raises PhotoIsTooLarge."""
    fields = request.POST.copy()
    file = request.FILES.get("photo")
    if file is None:
        return fields
    if (file.size or 0) > LARGEST_FILE_BYTES:
        raise PhotoIsTooLarge
    fields["photo"] = b64encode(file.read()).decode()
    return fields


def sequence_in(typed: str) -> int | None:
    """The number of a message as an address or a page names it, or None where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST_SEQUENCE else None
