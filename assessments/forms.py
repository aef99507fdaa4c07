"""The forms of an answer, of an attempt begun and ended, and of marking anew."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from assessments.answer_fields import read_answer
from assessments.errors import AnswerHasNoShape
from assessments.models import Attempt, AttemptQuestion, Question
from core.errors import Refusal
from core.forms import Form, PlainTextField
from core.states import Move, MoveIsNotAllowed, ReasonIsMissing


class AnswerForm(forms.Form):
    """What stands in the fields of ``question``; ``given`` among the cleaned data is it as an answer."""

    def __init__(self, data: QueryDict, *, question: AttemptQuestion) -> None:
        super().__init__(data)
        self.question = question

    def clean(self) -> dict[str, Any]:
        try:
            given = read_answer(self.data, self.question.position, self.question.key)  # type: ignore[arg-type]  # bound
        except AnswerHasNoShape as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from None
        if given is None:
            raise ValidationError(AnswerHasNoShape.message, code=AnswerHasNoShape.code)
        return {"given": given}


class BeginForm(forms.Form):
    """Of which lesson, and which questions the page showed, as the portal sealed it."""

    lesson = forms.UUIDField()
    sealed = forms.CharField(max_length=4000)


class EndForm(forms.Form):
    """Nothing is typed: ``attempt`` is what is handed in."""

    def __init__(self, data: QueryDict, *, attempt: Attempt) -> None:
        super().__init__(data)
        self.attempt = attempt


class ReviewForm(Form):
    """One of the ``moves`` from where ``question`` stands, with a word; it carries which version was seen."""

    word = PlainTextField(
        label=_("A word to who wrote it"),
        max_length=500,
        required=False,
        help_text=_("Needed to send it back: what should be otherwise."),
        widget=forms.Textarea({"rows": 2}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    name = forms.CharField()

    def __init__(self, data: QueryDict | None, *, question: Question, moves: Sequence[Move]) -> None:
        super().__init__(data, initial={"version": question.version})
        self.moves = moves

    def clean_name(self) -> str:
        if self.cleaned_data["name"] not in [each.name for each in self.moves]:
            raise ValidationError(MoveIsNotAllowed.message, code=MoveIsNotAllowed.code)
        return str(self.cleaned_data["name"])

    def refuse(self, refusal: Refusal) -> None:
        """Say it beside the word, where that is missing; else on top."""
        self.add_error("word" if isinstance(refusal, ReasonIsMissing) else None, str(refusal.message))


class NarrowedForm(forms.Form):
    """The course and the lesson, by their keys, to which the list of questions is narrowed."""

    course = forms.UUIDField(required=False)
    lesson = forms.UUIDField(required=False)


class RegradeForm(Form):
    """Why ``question`` is marked anew. It carries which key was ``seen``, for that one is confirmed and no other."""

    reason = PlainTextField(
        label=_("Why"),
        max_length=500,
        help_text=_("Learners read it beside their result. Say what was wrong, and name nobody."),
        widget=forms.Textarea({"rows": 2}),
    )
    takes_passes = forms.BooleanField(
        label=_("Take passes back that only the key of before gave"),
        required=False,
        help_text=_("Leave it empty, and nobody loses a pass: who has passed stays at the percent needed."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, question: Question) -> None:
        super().__init__(data)
        said = json.dumps(question.written, sort_keys=True)
        self.mark = salted_hmac("assessments.regrade", said).hexdigest()

    def clean_seen(self) -> str:
        if self.cleaned_data["seen"] != self.mark:
            raise ValidationError(_("The question was changed meanwhile. Look at what it does now, and press again."))
        return self.mark
