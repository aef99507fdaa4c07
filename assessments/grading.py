"""Marking answers. Plain facts in, plain marks out; the same facts give the same marks for ever.

An answer as stored and as marked is JSON: an option key (choice, picture, truth, mistake), a list of keys (multiple,
order), {left: right} (match), the digits or words as typed (numeric, short), {blank: words} (blanks), or the point that
was touched, as :mod:`assessments.regions` writes it (hotspot).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from assessments.blanks import LONGEST_ANSWER, is_one_of
from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.regions import read_point, read_region
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

    ``answer`` is as the module says; for a number a mapping of ``value`` (text) and ``tolerance_percent``; for a word
    {language: forms that are right}; for a place in a picture {"right": keys, "regions": {key: region}}; for blanks a
    mapping of ``blanks``, {letter: {language: forms}}, and ``tolerance_percent``. ``options`` are the keys that may be
    chosen, the letters of blanks.
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
    return _RULES[QuestionKind(key.kind)][0](key, given)


def is_whole(key: Key, given: Any) -> bool:
    """Whether nothing of the answer is wanting: of pairs each has its partner, and each blank is filled in."""
    if given is None:
        return False
    return key.kind not in (QuestionKind.MATCH, QuestionKind.BLANKS) or set(given) == key.options


def mark(key: Key, given: Any) -> Decimal:
    """From 0 to 1 for ``given``; no answer and an answer of another shape are 0.

    Several right ones: each right choice counts up, each wrong one down, never below 0. Pairs and blanks: the share
    that is right. Order: all or nothing, for half an order of steps is not half right.
    """
    if given is None or not is_answer(key, given):
        return NONE
    return _RULES[QuestionKind(key.kind)][1](key, given)


def places_at(key: Key, given: str) -> list[str]:
    """The regions that hold the point ``given``, by their keys, the right ones first."""
    point, right = read_point(given), key.answer["right"]
    found = [each for each, region in key.answer["regions"].items() if read_region(region).holds(point)]
    return sorted(found, key=lambda each: (each not in right, each))


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


def _is_option(key: Key, given: Any) -> bool:
    return isinstance(given, str) and given in key.options


def _are_options(key: Key, given: Any) -> bool:
    keys = given if isinstance(given, list) and all(isinstance(item, str) for item in given) else None
    return keys is not None and len(keys) == len(set(keys)) and set(keys) <= key.options


def _are_all_options(key: Key, given: Any) -> bool:
    return _are_options(key, given) and set(given) == key.options


def _are_pairs(key: Key, given: Any) -> bool:
    return isinstance(given, Mapping) and _are_of(given, key.options) and _are_of(given.values(), key.targets)


def _are_blanks(key: Key, given: Any) -> bool:
    return isinstance(given, Mapping) and _are_of(given, key.options) and all(map(_is_typed, given.values()))


def _is_point(key: Key, given: Any) -> bool:
    try:
        return isinstance(given, str) and bool(read_point(given))
    except ValueError:
        return False


def _of_a_place(key: Key, given: Any) -> Decimal:
    return FULL if set(places_at(key, given)) & set(key.answer["right"]) else NONE


def _of_all_or_nothing(key: Key, given: Any) -> Decimal:
    return FULL if given == key.answer else NONE


def _of_a_number(key: Key, given: Any) -> Decimal:
    return FULL if is_within(given, key.answer["value"], key.answer["tolerance_percent"]) else NONE


def _of_several(key: Key, given: Any) -> Decimal:
    right = set(key.answer)
    points = len(right & set(given)) - len(set(given) - right)
    return max(NONE, Decimal(points) / len(right))


def _of_pairs(key: Key, given: Any) -> Decimal:
    return Decimal(sum(given.get(left) == target for left, target in key.answer.items())) / len(key.answer)


def _of_words(key: Key, given: Any) -> Decimal:
    return FULL if is_one_of(given, _in_all(key.answer)) else NONE


def _of_blanks(key: Key, given: Any) -> Decimal:
    blanks, tolerance = key.answer["blanks"], key.answer["tolerance_percent"]
    filled = sum(is_one_of(given.get(each, ""), _in_all(forms), tolerance) for each, forms in blanks.items())
    return Decimal(filled) / len(blanks)


def _are_of(parts: Iterable[Any], known: frozenset[str]) -> bool:
    return all(isinstance(part, str) and part in known for part in parts)


def _is_typed(given: Any) -> bool:
    return isinstance(given, str) and bool(given.strip()) and len(given) <= LONGEST_ANSWER


def _in_all(forms: Mapping[str, list[str]]) -> list[str]:
    """In whatever language she reads, she may answer in another."""
    return [form for in_one in forms.values() for form in in_one]


def _number(given: Any) -> Decimal | None:
    if not isinstance(given, str) or len(given) > LONGEST_NUMBER:
        return None
    try:
        return parse_number(given)
    except ValueError:
        return None


# For each kind: whether something has the shape of an answer, and its mark where it has.
_RULES: dict[QuestionKind, tuple[Callable[[Key, Any], bool], Callable[[Key, Any], Decimal]]] = {
    **dict.fromkeys(ONE_IS_CHOSEN, (_is_option, _of_all_or_nothing)),
    QuestionKind.MULTIPLE: (_are_options, _of_several),
    QuestionKind.HOTSPOT: (_is_point, _of_a_place),
    QuestionKind.NUMERIC: (lambda _key, given: _number(given) is not None, _of_a_number),
    QuestionKind.SHORT: (lambda _key, given: _is_typed(given), _of_words),
    QuestionKind.BLANKS: (_are_blanks, _of_blanks),
    QuestionKind.ORDER: (_are_all_options, _of_all_or_nothing),
    QuestionKind.MATCH: (_are_pairs, _of_pairs),
}
