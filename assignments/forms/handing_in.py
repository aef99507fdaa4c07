"""How a version of a work is handed in."""

from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from assignments.attached import Attachable
from assignments.errors import FILE_TOO_LARGE, FileIsTooLarge, VoiceCannotBePlayed
from assignments.recording import NOTHING, Asks, Record, asked_in, key_of
from core.documents import KINDS as DOCUMENTS
from core.documents import Document, kept_document
from core.forms import Form, PlainLinesField, entries_of, field_of, missing
from core.limits import LARGEST_FILE_BYTES
from core.pictures import NOT_A_PICTURE, TOO_LARGE, Picture, TooManyPixels, kept_picture
from core.recordings import Recording, kept_recording
from core.widgets import SizedFileInput

LONGEST_BODY = 10_000
MUST_BE_FILLED_IN = _("This must be filled in.")
NOT_A_DOCUMENT = _("This kind of file is not taken. Send a PDF, Word, Excel or LibreOffice file without macros.")


class FileAsText(SizedFileInput):
    """A file that comes as phones keep it and hand it in: in base64."""

    def __init__(self) -> None:
        super().__init__({"accept": ", ".join(DOCUMENTS)}, too_large=FILE_TOO_LARGE)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class HandInForm(Form):
    """One version of a work. Files come in base64, as phones keep them.

    ``asks`` is what its record asks; what ``is_on_paper`` may come without all of it, as a photo.
    """

    asks = forms.CharField(widget=forms.HiddenInput, required=False)

    body = PlainLinesField(
        label=_("Your text"), widget=forms.Textarea({"rows": 4}), required=False, strip=False, max_length=LONGEST_BODY
    )
    photo = forms.CharField(required=False)
    seconds = forms.IntegerField(required=False)
    voice = forms.CharField(required=False)
    file_name = forms.CharField(required=False, max_length=250)
    file = forms.CharField(
        label=_("File"),
        help_text=_("PDF, Word, Excel or LibreOffice, at most 8 MB."),
        widget=FileAsText,
        required=False,
    )

    def __init__(self, *args: Any, asks: Asks, is_on_paper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_as, self.asked, self.is_on_paper = asks, asked_in(asks), is_on_paper
        self.initial = {**self.initial, "asks": key_of(asks)}
        for each in self.asked:
            field = field_of(replace(each, required=each.required and not is_on_paper))
            if field.required:
                field.help_text = f"{MUST_BE_FILLED_IN} {each.hint}".strip()
            self.fields[each.name] = field

    @property
    def record_fields(self) -> list[forms.BoundField]:
        """What the record asks, to draw."""
        return [self[each.name] for each in self.asked]

    @property
    def record(self) -> Record:
        """The record of a valid form."""
        entries = entries_of(self.asked, self.cleaned_data)
        return Record(self.asked_as, entries) if entries else NOTHING

    def clean(self) -> dict[str, Any]:
        """What is read from paper is there whole, or not at all."""
        cleaned = super().clean() or {}
        if self.is_on_paper and entries_of(self.asked, cleaned):
            for each in self.asked:
                if each.required and cleaned.get(each.name) in (None, "") and each.name not in self.errors:
                    self.add_error(each.name, str(missing(self.fields[each.name])))
        return cleaned

    def clean_photo(self) -> Picture | None:
        """The photo as it is kept, without what the camera noted in it."""
        written = self.cleaned_data["photo"]
        try:
            return kept_picture(b64decode(written, validate=True)) if written else None
        except TooManyPixels:
            raise forms.ValidationError(TOO_LARGE, code="too_large") from None
        except ValueError:
            raise forms.ValidationError(NOT_A_PICTURE, code="invalid_image") from None

    def clean_voice(self) -> Recording | None:
        """The spoken message as it is kept."""
        written = self.cleaned_data["voice"]
        try:
            seconds = self.cleaned_data.get("seconds") or 1
            return kept_recording(b64decode(written, validate=True), seconds) if written else None
        except ValueError:
            raise forms.ValidationError(VoiceCannotBePlayed.message, code=VoiceCannotBePlayed.code) from None

    def clean_file(self) -> Document | Picture | None:
        """The file as it is kept; a photo among the files is one."""
        written = self.cleaned_data["file"]
        if not written:
            return None
        try:
            content = b64decode(written, validate=True)
        except ValueError:
            raise forms.ValidationError(NOT_A_DOCUMENT, code="not_a_document") from None
        if len(content) > LARGEST_FILE_BYTES:
            raise forms.ValidationError(FILE_TOO_LARGE, code="too_large")
        return _document_or_picture(content, self.cleaned_data.get("file_name") or "")

    @property
    def attached(self) -> list[Attachable]:
        """All files of a valid form."""
        found = (self.cleaned_data[name] for name in ("photo", "voice", "file"))
        return [each for each in found if each is not None]


def _document_or_picture(content: bytes, name: str) -> Document | Picture:
    try:
        return kept_document(content, name)
    except ValueError:
        pass
    try:
        return kept_picture(content)
    except ValueError:
        raise forms.ValidationError(NOT_A_DOCUMENT, code="not_a_document") from None


def photo_without_notes(written: str) -> str:
    """A photo as a phone hands it in, drawn anew. Raises ValueError where it is none."""
    return b64encode(kept_picture(b64decode(written, validate=True)).content).decode()


def as_handed_in(request: HttpRequest) -> QueryDict:
    """What the plain form posts, with its files as a phone would hand them in. Raises FileIsTooLarge."""
    fields = request.POST.copy()
    for name in ("photo", "file"):
        given = request.FILES.get(name)
        if given is None:
            continue
        if (given.size or 0) > LARGEST_FILE_BYTES:
            raise FileIsTooLarge
        fields[name] = b64encode(given.read()).decode()
        if name == "file":
            fields["file_name"] = given.name or ""
    return fields
