"""Marking answers. Plain facts in, plain marks out; the same facts give the same marks for ever.

An answer as stored and as marked is JSON: an option key (choice), a list of keys (multiple, order), {left: right}
(match) or the digits as typed (numeric).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assessments.enums import QuestionKind
from core.numbers import parse_number

FULL = Decimal(1)
NONE = Decimal(0)
PASS_PERCENT = 60
LONGEST_NUMBER = 40
# Thirds do not add up to a whole in decimals: without rounding, sixty percent could come out as a little less.
SHARE_STEP = Decimal("0.000001")


@dataclass(frozen=True)
class Key:
    """The right answer of one question.

    ``answer`` is as the module says; for a number a mapping of ``value`` (text) and ``tolerance_percent``.
    ``options`` are the keys that may be chosen.
    """

    kind: str
    answer: Any
    options: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Result:
    """What an attempt came to: ``percent`` is rounded half up to a whole number, as people are told it."""

    marks: Decimal
    most: int
    percent: int
    passed: bool


def is_answer(key: Key, given: Any) -> bool:
    """Whether ``given`` has the shape of an answer to the question; its being right is another matter."""
    if key.kind == QuestionKind.CHOICE:
        return isinstance(given, str) and given in key.options
    if key.kind == QuestionKind.NUMERIC:
        return _number(given) is not None
    if key.kind == QuestionKind.MATCH:
        return isinstance(given, Mapping) and _are_of(given, key.options) and _are_of(given.values(), key.targets)
    keys = given if isinstance(given, list) and all(isinstance(item, str) for item in given) else None
    if keys is None or len(keys) != len(set(keys)) or not set(keys) <= key.options:
        return False
    return key.kind == QuestionKind.MULTIPLE or set(keys) == key.options


def mark(key: Key, given: Any) -> Decimal:
    """From 0 to 1 for ``given``; no answer and an answer of another shape are 0.

    Several right ones: each right choice counts up, each wrong one down, never below 0. Pairs: the share that is
    right. Order: all or nothing, for half an order of steps is not half right.
    """
    if given is None or not is_answer(key, given):
        return NONE
    if key.kind == QuestionKind.NUMERIC:
        return FULL if is_within(given, key.answer["value"], key.answer["tolerance_percent"]) else NONE
    if key.kind == QuestionKind.MULTIPLE:
        right = set(key.answer)
        points = len(right & set(given)) - len(set(given) - right)
        return max(NONE, Decimal(points) / len(right))
    if key.kind == QuestionKind.MATCH:
        pairs = sum(given.get(left) == target for left, target in key.answer.items())
        return Decimal(pairs) / len(key.answer)
    return FULL if given == key.answer else NONE


def is_within(given: str, value: str, tolerance_percent: float) -> bool:
    """Whether the number ``given`` is at most ``tolerance_percent`` of ``value`` away from it, edges included."""
    number = _number(given)
    right = Decimal(value)
    margin = abs(right) * Decimal(str(tolerance_percent)) / 100
    return number is not None and abs(number - right) <= margin


def grade(keys: Sequence[Key], given: Sequence[Any], *, pass_percent: int = PASS_PERCENT) -> Result:
    """The result of an attempt: one mark at most for each question, passed at ``pass_percent`` of all or more.

    The percent is rounded half up, but never up to a pass mark that was not reached.
    """
    marks = sum((mark(key, answer) for key, answer in zip(keys, given, strict=True)), NONE)
    share = (marks * 100 / len(keys)).quantize(SHARE_STEP) if keys else NONE
    percent = int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    passed = bool(keys) and share >= pass_percent
    return Result(marks, most=len(keys), percent=percent if passed else min(percent, pass_percent - 1), passed=passed)


def _are_of(parts: Iterable[Any], known: frozenset[str]) -> bool:
    return all(isinstance(part, str) and part in known for part in parts)


def _number(given: Any) -> Decimal | None:
    if not isinstance(given, str) or len(given) > LONGEST_NUMBER:
        return None
    try:
        return parse_number(given)
    except ValueError:
        return None
