"""How an assignment is set, and how work on it is handed in and looked at."""

from base64 import b64decode, b64encode
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assignments.attached import Attachable
from assignments.enums import Means, Verdict
from assignments.errors import FILE_TOO_LARGE, FileIsTooLarge, VoiceCannotBePlayed
from assignments.models import Assignment, Task
from cohorts.models import Block, Cohort, Programme
from core.documents import KINDS as DOCUMENTS
from core.documents import Document, kept_document
from core.forms import AskingForm, CreatingForm, DateField, Form, PlainLinesField, PlainTextField, WholeNumberField
from core.limits import LARGEST_FILE_BYTES
from core.pictures import NOT_A_PICTURE, TOO_LARGE, Picture, TooManyPixels, kept_picture
from core.recordings import Recording, kept_recording
from core.widgets import SizedFileInput

LONGEST_TASK = 4000
LONGEST_BODY = 10_000
LONGEST_COMMENT = 2000
MOST_MARKS = 1000
GIVEN_AFTER, AT_ONCE = _("Given after"), _("At once")
SEEN_FROM = _("Learners see it from the last day of this block.")
DUE_BY, ON_NO_DAY = _("Due by the beginning of"), _("No block")
IS_OVER = _("This day is over.")
DUE_LATER = _("Choose a block after the one with which it is given.")
SEEN_FROM_DAY = _("Learners see it from %(day)s. Choose that day or a later one.")
ORDER = ("form_id", "title", "task", "block", "after_block", "due_block", "due_on", "takes", "counts", "marks_of")
NOT_OF_THE_TASK = ("form_id", "asked")
Filled = TypeVar("Filled", bound=Task)
NOT_A_DOCUMENT = _("This kind of file is not taken. Send a PDF, Word, Excel or LibreOffice file without macros.")


class TaskForm(CreatingForm):
    """What is to be done, and how it is handed in."""

    title = PlainTextField(label=_("Title"), help_text=_("Such as: Baseline of my enterprise."), max_length=120)
    task = PlainLinesField(
        label=_("What to do"),
        help_text=_("In short steps, as you would say it in the hall."),
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST_TASK,
    )
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

    def fill(self, task: Filled) -> Filled:
        """``task`` as it is written here."""
        for name, value in self.cleaned_data.items():
            if name not in NOT_OF_THE_TASK:
                setattr(task, name, value)
        return task


class AssignmentForm(AskingForm, TaskForm):
    """What the learners of a cohort do, and by when. One that is new is due on a day to come; what ``corrects`` one is
    asked about a day that is over.
    """

    block: "forms.ModelChoiceField[Block]" = forms.ModelChoiceField(
        label=GIVEN_AFTER, help_text=SEEN_FROM, queryset=None, required=False, empty_label=AT_ONCE
    )
    due_block: "forms.ModelChoiceField[Block]" = forms.ModelChoiceField(
        label=DUE_BY, help_text=_("It moves with the block."), queryset=None, required=False, empty_label=ON_NO_DAY
    )
    due_on = DateField(label=_("Or due on a day"), days_ahead=2 * 366, required=False)
    field_order = ORDER

    def __init__(self, *args: Any, cohort: Cohort, corrects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.corrects = corrects
        if self.initial.get("due_block"):
            self.initial["due_on"] = None  # its day is said by the block
        for name in ("block", "due_block"):
            field: Any = self.fields[name]
            field.queryset = cohort.blocks.all()

    def clean(self) -> dict[str, Any]:
        """It is due after it is given, by a block or by a day."""
        cleaned = super().clean() or {}
        block, due_block = cleaned.get("block"), cleaned.get("due_block")
        if due_block and cleaned.get("due_on"):
            self.add_error("due_on", _("Choose a block or type a day, not both."))
        if block and due_block and due_block.number <= block.number:
            self.add_error("due_block", DUE_LATER)
        due_on = cleaned.get("due_on")
        if block and due_on and due_on < block.ends_on and {"block", "due_on"} & set(self.changed_data):
            self.add_error("due_on", SEEN_FROM_DAY % {"day": date_format(block.ends_on)})
        else:
            self._look_at_day("due_on", due_on)
        self._look_at_day("due_block", due_block.starts_on if due_block else None)
        return cleaned

    def _look_at_day(self, name: str, day: date | None) -> None:
        """What was due on a day that is over may stay so."""
        if day is None or day >= timezone.localdate() or name not in self.changed_data:
            return
        if self.corrects:
            self.ask(name, IS_OVER)
        else:
            self.add_error(name, IS_OVER)


class PlannedForm(TaskForm):
    """What each cohort of a programme does, and after which of its blocks."""

    after_block = forms.TypedChoiceField(
        label=GIVEN_AFTER, help_text=SEEN_FROM, coerce=int, empty_value=None, required=False
    )
    due_block = forms.TypedChoiceField(label=DUE_BY, coerce=int, empty_value=None, required=False)
    field_order = ORDER

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blocks = [(block.number, str(block)) for block in programme.blocks.all()]
        for name, nothing in (("after_block", AT_ONCE), ("due_block", ON_NO_DAY)):
            field: Any = self.fields[name]
            field.choices = [("", nothing), *blocks]

    def clean(self) -> dict[str, Any]:
        """It is due after it is given."""
        cleaned = super().clean() or {}
        if cleaned.get("due_block") and cleaned["due_block"] <= (cleaned.get("after_block") or 0):
            self.add_error("due_block", DUE_LATER)
        return cleaned


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


class ReviewForm(AskingForm):
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

    def clean(self) -> dict[str, Any]:
        """Where marks are asked for, who approves without any is asked."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == Verdict.APPROVED and "marks" in cleaned and cleaned["marks"] is None:
            self.ask("marks", _("No marks are typed."))
        return cleaned


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
