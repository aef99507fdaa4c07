"""What is typed when a learner is followed up. Each carries an id: pressed twice it is done once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CreatingForm, PlainLinesField, PlainTextField
from courses.queries import LessonEntry
from followups.models import LONGEST_NOTE
from talks.models import LONGEST_MESSAGE

REACHED, NOT_REACHED = "yes", "no"


class CallForm(CreatingForm):
    """How a call went; ``reached`` is whether somebody answered."""

    reached = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(REACHED, _("I reached her")), (NOT_REACHED, _("Nobody answered"))],
        widget=forms.RadioSelect,
    )
    note = PlainTextField(
        label=_("What was said"),
        help_text=_("One line, if there is something to remember. She can read it among what is kept about her."),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def clean_reached(self) -> bool:
        return bool(self.cleaned_data["reached"] == REACHED)


class MessageForm(CreatingForm):
    """What is written to her."""

    body = PlainLinesField(label=_("What you write to her"), max_length=LONGEST_MESSAGE)


class LessonForm(CreatingForm):
    """Which of ``lessons`` she is asked to do."""

    lesson = forms.ChoiceField(label=_("Lesson"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, lessons: Sequence[LessonEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [(entry.key, entry.title) for entry in lessons]  # type: ignore[attr-defined]
