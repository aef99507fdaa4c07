"""Answers in the words of a reader."""

from typing import Any

from django.utils.translation import gettext

from assessments.blanks import LETTERS
from assessments.enums import QuestionKind
from assessments.grading import places_at
from assessments.models import AttemptQuestion
from core import money
from core.local_text import Chosen, choose
from core.numbers import grouped, parse_number


def given_in(question: AttemptQuestion, given: Any, chosen: Chosen[dict[str, Any]]) -> list[str]:
    """What was given to ``question`` as :func:`in_words` says it; of a point the place it lies in."""
    if question.frozen["kind"] != QuestionKind.HOTSPOT or given is None:
        return in_words(question.frozen["kind"], given, chosen)
    places = places_at(question.key, given)[:1]
    return in_words(QuestionKind.MULTIPLE, places, chosen) if places else [gettext("Beside all of the places")]


def in_words(kind: str, answer: Any, chosen: Chosen[dict[str, Any]]) -> list[str]:
    """An answer as a reader would say it who reads the question as ``chosen``, one line a part."""
    if answer is None:
        return []
    text, language = chosen.value, chosen.language
    if kind == QuestionKind.SHORT:
        return [answer] if isinstance(answer, str) else choose(answer, language).value[:1]
    if kind == QuestionKind.BLANKS:
        words = right_parts(kind, answer, language) if "blanks" in answer else answer
        return [f"{LETTERS.index(letter) + 1}: {word}" for letter, word in sorted(words.items())]
    options, targets = text.get("options", {}), text.get("targets", {})
    if kind == QuestionKind.NUMERIC:
        value = answer["value"] if isinstance(answer, dict) else answer
        number, unit = parse_number(value), text.get("unit", "")
        return [money.shown(number) if unit == "₹" else f"{grouped(number)} {unit}".strip()]
    if kind == QuestionKind.MATCH:
        return [f"{options[left]} → {targets[answer[left]]}" for left in sorted(answer)]
    if kind == QuestionKind.HOTSPOT:
        answer = answer["right"]
    keys = answer if isinstance(answer, list) else [answer]
    return [options[key] for key in keys if key in options]


def right_parts(kind: str, answer: Any, language: str) -> dict[str, str]:
    """Of each blank the first form that is right."""
    if kind != QuestionKind.BLANKS:
        return {}
    return {letter: choose(forms, language).value[0] for letter, forms in answer["blanks"].items()}
