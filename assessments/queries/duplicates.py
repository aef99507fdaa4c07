"""Questions that the bank may have twice."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments.enums import QuestionState
from assessments.likeness import alike
from assessments.models import Question
from core.text import fold, words

MOST_SHOWN = 100


@dataclass(frozen=True)
class Duplicate:
    """Two questions that say nearly the same in English, so many ``percent`` of it."""

    one: Question
    other: Question
    percent: int


def duplicates(*, course: UUID | None = None, lesson: UUID | None = None) -> tuple[list[Duplicate], int]:
    """Those of a course or a lesson, of the whole bank where neither is named: the most alike, and how many there are.

    Of one lesson those that are alike, of different ones those that say the same word for word. What is retired is
    passed over. Two queries.
    """
    rows = Question.objects.exclude(state=QuestionState.RETIRED)
    rows = rows.filter(lesson=lesson) if lesson else rows
    rows = rows.filter(lesson__course_key=course) if course else rows
    said: dict[UUID, dict[int, str]] = defaultdict(dict)
    for key, of_lesson, text in rows.order_by("pk").values_list("pk", "lesson", "texts__en"):
        said[of_lesson][key] = _said(text)
    pairs = [pair for texts in said.values() for pair in alike(texts)]
    pairs += _word_for_word(said)
    pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    shown = pairs[:MOST_SHOWN]
    keys = {key for pair in shown for key in pair[:2]}
    questions = Question.objects.select_related("lesson").in_bulk(keys)
    found = [
        Duplicate(questions[one], questions[other], round(100 * share))
        for one, other, share in shown
        if one in questions and other in questions  # neither was deleted meanwhile
    ]
    return found, len(pairs)


def _said(text: dict[str, Any]) -> str:
    """What is asked and what is to choose from; the order of that says nothing."""
    choices = sorted([*text.get("options", {}).values(), *text.get("targets", {}).values()])
    return "\n".join([text.get("prompt", ""), text.get("passage", ""), *choices])


def _word_for_word(said: dict[UUID, dict[int, str]]) -> list[tuple[int, int, float]]:
    """The same in different lessons: each with the first that says it."""
    first: dict[str, tuple[UUID, int]] = {}
    found = []
    for lesson, texts in said.items():
        for key, text in texts.items():
            where, other = first.setdefault(" ".join(words(fold(text))), (lesson, key))
            if where != lesson:
                found.append((other, key, 1.0))
    return found
