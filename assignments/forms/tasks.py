"""How an assignment is set for a cohort, or planned with a programme."""

from datetime import date
from typing import Any, TypeVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assignments.enums import Means
from assignments.forms.rows import RecordRows, is_of_a_row
from assignments.models import Task
from cohorts.models import Block, Cohort, Programme
from core.forms import AskingForm, CreatingForm, DateField, PlainLinesField, PlainTextField, WholeNumberField

LONGEST_TASK = 4000
MOST_MARKS = 1000
GIVEN_AFTER, AT_ONCE = _("Given after"), _("At once")
SEEN_FROM = _("Learners see it from the last day of this block.")
DUE_BY, ON_NO_DAY = _("Due by the beginning of"), _("No block")
IS_OVER = _("This day is over.")
DUE_LATER = _("Choose a block after the one with which it is given.")
SEEN_FROM_DAY = _("Learners see it from %(day)s. Choose that day or a later one.")
ORDER = ("form_id", "title", "task", "block", "after_block", "due_block", "due_on", "counts", "marks_of", "takes")
NOT_OF_THE_TASK = ("form_id", "asked")
Filled = TypeVar("Filled", bound=Task)


class TaskForm(RecordRows, CreatingForm):
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
            if name not in NOT_OF_THE_TASK and not is_of_a_row(name):
                setattr(task, name, value)
        task.asks = self.asks
        return task

    @property
    def task_fields(self) -> list[forms.BoundField]:
        """Its fields without those of the rows, to draw."""
        return [field for field in self.visible_fields() if not is_of_a_row(field.name)]


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
