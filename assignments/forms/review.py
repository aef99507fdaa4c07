"""How a version of a work is looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assignments.enums import Verdict
from assignments.models import Assignment
from core.forms import AskingForm, PlainLinesField, WholeNumberField

LONGEST_COMMENT = 2000


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
