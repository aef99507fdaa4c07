"""The form of one answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from assessments.answer_fields import read_answer
from assessments.errors import AnswerHasNoShape
from assessments.models import Attempt, AttemptQuestion


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
