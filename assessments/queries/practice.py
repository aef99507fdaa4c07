"""The questions somebody did not get right, to practise: nothing of it is kept, and no mark comes of it."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from assessments import grading
from assessments.answer_fields import read_answer, typed
from assessments.enums import QuestionKind
from assessments.errors import AnswerHasNoShape
from assessments.models import Answer, Attempt, AttemptQuestion, Question
from assessments.queries.shown import ASKED, ShownQuestion, answers_that_count, illustrated, shown_question


@dataclass(frozen=True)
class Practice:
    """The questions as they are to be answered, or as they were just now where there are no ``errors`` in it.

    ``total`` is how many the attempt had.
    """

    questions: list[ShownQuestion]
    total: int
    errors: dict[int, str] = field(default_factory=dict)

    @property
    def asked(self) -> list[tuple[ShownQuestion, str]]:
        """Each with what is wrong with what was typed."""
        return [(question, self.errors.get(question.position, "")) for question in self.questions]

    @property
    def right(self) -> int:
        """How many she got right just now."""
        return sum(question.is_right for question in self.questions)


def practice_of(attempt: Attempt, language: str, seed: int) -> Practice:
    """What was not right in ``attempt``, to be answered anew; what is calculated with numbers drawn from ``seed``."""
    asked, total = _not_right(attempt, seed)
    return Practice(illustrated(shown_question(each, None, language, reveal=False) for each in asked), total)


def practised(attempt: Attempt, post: QueryDict, language: str, seed: int) -> Practice:
    """The same as answered by the form, each beside what is right; to be answered still where one has no shape."""
    asked, total = _not_right(attempt, seed)
    errors: dict[int, str] = {}
    given: dict[int, Any] = {}
    for question in asked:
        try:
            given[question.position] = read_answer(post, question.position, question.key)
        except AnswerHasNoShape as refusal:
            errors[question.position] = str(refusal)
    if errors:
        return Practice(illustrated(_as_typed(question, post, language) for question in asked), total, errors)
    answers = {position: Answer(given=answer) if answer is not None else None for position, answer in given.items()}
    right = attempt.shows_right_answers
    shown = (
        shown_question(question, answers[question.position], language, reveal=True, right=right) for question in asked
    )
    return Practice(illustrated(shown), total)


def _not_right(attempt: Attempt, seed: int) -> tuple[list[AttemptQuestion], int]:
    """Those, and of how many."""
    given = answers_that_count(attempt)
    asked = ASKED.all(attempt=attempt.pk)
    missed = [each for each in asked if grading.mark(each.key, given.get(each.position)) != grading.FULL]
    drawn = [each for each in missed if "numbers" in each.frozen]
    bank = Question.objects.filter(kind=QuestionKind.CALCULATED).in_bulk([each.question_id for each in drawn])
    for each in drawn:
        if each.question_id in bank:
            each.frozen, each.anew = bank[each.question_id].frozen(seed + each.position), None
    return missed, len(asked)


def _as_typed(question: AttemptQuestion, post: QueryDict, language: str) -> ShownQuestion:
    shown = shown_question(question, None, language, reveal=False)
    several = post.getlist(shown.field)
    text, parts = typed(post, question.position, question.key)
    return replace(shown, given=several if len(several) > 1 else text or None, parts=parts)
