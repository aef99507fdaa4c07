"""Answers in the words of a reader."""

from typing import Any

from assessments.blanks import LETTERS
from assessments.enums import QuestionKind
from core import money
from core.local_text import Chosen, choose
from core.numbers import grouped, parse_number


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
    keys = answer if isinstance(answer, list) else [answer]
    return [options[key] for key in keys if key in options]


def right_parts(kind: str, answer: Any, language: str) -> dict[str, str]:
    """Of each blank the first form that is right."""
    if kind != QuestionKind.BLANKS:
        return {}
    return {letter: choose(forms, language).value[0] for letter, forms in answer["blanks"].items()}
