"""How an assignment is set, and how work on it is handed in and looked at."""

from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from assignments.attached import Attachable
from assignments.enums import Means, Verdict
from assignments.errors import FILE_TOO_LARGE, FileIsTooLarge, VoiceCannotBePlayed
from assignments.models import Assignment
from cohorts.models import Block, Cohort
from core.documents import KINDS as DOCUMENTS
from core.documents import Document, kept_document
from core.forms import CreatingForm, DateField, Form, PlainLinesField, PlainTextField, WholeNumberField
from core.limits import LARGEST_FILE_BYTES
from core.pictures import NOT_A_PICTURE, TOO_LARGE, Picture, TooManyPixels, kept_picture
from core.recordings import Recording, kept_recording
from core.widgets import SizedFileInput

LONGEST_TASK = 4000
LONGEST_BODY = 10_000
LONGEST_COMMENT = 2000
MOST_MARKS = 1000
NOT_A_DOCUMENT = _("This kind of file is not taken. Send a PDF, Word, Excel or LibreOffice file without macros.")


class AssignmentForm(CreatingForm):
    """What is to be done, by when, and how it is handed in."""

    title = PlainTextField(label=_("Title"), help_text=_("Such as: Baseline of my enterprise."), max_length=120)
    task = PlainLinesField(
        label=_("What to do"),
        help_text=_("In short steps, as you would say it in the hall."),
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST_TASK,
    )
    block: "forms.ModelChoiceField[Block]" = forms.ModelChoiceField(
        label=_("Given after"),
        help_text=_("Learners see it from the last day of this block."),
        queryset=None,
        required=False,
        empty_label=_("At once"),
    )
    due_on = DateField(label=_("Due on"), days_ahead=2 * 366, required=False)
    takes = forms.MultipleChoiceField(
        label=_("Handed in as"), choices=Means.choices, widget=forms.CheckboxSelectMultiple
    )
    counts = forms.BooleanField(label=_("It counts towards completing the training"), required=False)
    marks_of = WholeNumberField(
        label=_("Marks"),
        help_text=_("Out of how many. Leave it empty where it is approved without marks."),
        least=1,
        most=MOST_MARKS,
        required=False,
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        block: Any = self.fields["block"]
        block.queryset = cohort.blocks.all()

    def fill(self, assignment: Assignment) -> Assignment:
        """``assignment`` as it is written here."""
        for name, value in self.cleaned_data.items():
            if name in ("title", "task", "block", "due_on", "takes", "counts", "marks_of"):
                setattr(assignment, name, value)
        return assignment


class FileAsText(SizedFileInput):
    """A file that comes as phones keep it and hand it in: in base64."""

    def __init__(self) -> None:
        super().__init__({"accept": ", ".join(DOCUMENTS)}, too_large=FILE_TOO_LARGE)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class HandInForm(Form):
    """One version of a work. Files come in base64, as phones keep them."""

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


class ReviewForm(Form):
    """What is said of a version. The button that is pressed is the verdict."""

    version = forms.UUIDField(widget=forms.HiddenInput)
    comment = PlainLinesField(
        label=_("What you say to her"),
        help_text=_("What is good, and what she should mend. She reads it on her phone."),
        widget=forms.Textarea({"rows": 4}),
        max_length=LONGEST_COMMENT,
        required=False,
    )
    marks = WholeNumberField(label=_("Marks"), least=0, required=False)
    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput, required=True)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if assignment.marks_of is None:
            del self.fields["marks"]
        else:
            marks: Any = self.fields["marks"]
            marks.most = assignment.marks_of
            marks.widget.after = f"/ {assignment.marks_of}"


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
