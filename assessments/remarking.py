"""Marking anew what was handed in, by a key that was put right. Plain facts in, plain facts out.

``was`` is a question as an attempt froze it, ``now`` as it stands in the bank: {"kind", "texts", "answer"}. What
was asked stays: prompt, answers to choose from, numbers drawn. What is right of it, and what is said about it
afterwards, is taken from the question of now: {"answer", "texts": {language: {"explanation", "replies"}}}.

Options that are the same text are the same option, whatever row they stand in now; a text that is nowhere else was
worded anew in its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import grading
from assessments.calculated import fill, read_template
from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from core.formulas import FormulaIsWrong, HasNoValue
from core.local_text import SOURCE

Written = Mapping[str, Any]
KEPT_STEP = Decimal("0.001")


class CannotBeMarkedAnew(ValueError):
    """What was asked is not the question of now: by its key nothing can be said. ``sentence`` says why."""

    def __init__(self, sentence: Promise) -> None:
        super().__init__("not the same question")
        self.sentence = sentence


@dataclass(frozen=True)
class Standing:
    """What an attempt counts as: ``marks`` to three decimals, as they are kept."""

    marks: Decimal
    percent: int
    passed: bool


def key_anew(was: Written, now: Written) -> dict[str, Any]:
    """What is right, and what is said about it, of a question that was asked. Raises CannotBeMarkedAnew."""
    is_calculated = now["kind"] == QuestionKind.CALCULATED
    kind = QuestionKind.NUMERIC if is_calculated else now["kind"]
    if was["kind"] != kind or is_calculated != ("numbers" in was):
        raise CannotBeMarkedAnew(_("It was a question of another kind."))
    if is_calculated:
        return _worked_out(was["numbers"], now)
    then, today = was["texts"][SOURCE], now["texts"][SOURCE]
    options = _followed(then.get("options", {}), today.get("options", {}))
    targets = _followed(then.get("targets", {}), today.get("targets", {}))
    seen = {options.get(key, key): number for key, number in today.get("pictures", {}).items()}
    if kind in (QuestionKind.PICTURE, QuestionKind.HOTSPOT) and seen != then.get("pictures", {}):
        raise CannotBeMarkedAnew(_("It had other pictures."))
    if kind == QuestionKind.BLANKS and then.get("passage") != today.get("passage"):
        raise CannotBeMarkedAnew(_("It had other blanks."))
    said = {language: _said(text, options) for language, text in now["texts"].items()}
    return {"answer": _in_keys_of_then(kind, now["answer"], options, targets), "texts": said}


def is_same_key(kind: str, one: Any, other: Any) -> bool:
    """Whether two right answers to a question are one; of several right ones the order says nothing."""
    if kind == QuestionKind.MULTIPLE:
        return set(one) == set(other)
    if kind == QuestionKind.NUMERIC:
        one, other = ({**each, "value": Decimal(each["value"])} for each in (one, other))
    return bool(one == other)


def replayed(keys: Sequence[grading.Key], given: Sequence[Any], *, pass_percent: int) -> Standing:
    """What an attempt comes to by these ``keys``, as :func:`assessments.grading.grade` says."""
    result = grading.grade(keys, given, pass_percent=pass_percent)
    return Standing(result.marks.quantize(KEPT_STEP), result.percent, result.passed)


def counted(was: Standing, found: Standing, *, pass_percent: int, takes_passes: bool) -> Standing:
    """What the attempt counts as from now on, that counted as ``was`` and comes to ``found`` by the key of now.

    A pass that was earned stays, and its percent with it at the pass mark, unless passes are taken.
    """
    if found.passed or not was.passed or takes_passes:
        return found
    return Standing(found.marks, max(found.percent, pass_percent), passed=True)


def _worked_out(numbers: Mapping[str, str], now: Written) -> dict[str, Any]:
    """The numbers that were drawn stay, also where they would not be drawn any more."""
    drawn = {name: Decimal(value) for name, value in numbers.items()}
    answer = now["answer"]
    try:
        template = read_template(answer["formula"], answer["numbers"], answer["decimals"])
        right = template.right(drawn)
        said = {language: {"explanation": fill(text["explanation"], drawn)} for language, text in now["texts"].items()}
    except (HasNoValue, FormulaIsWrong, KeyError):
        raise CannotBeMarkedAnew(_("With the numbers that were drawn the formula cannot be worked out.")) from None
    return {"answer": {"value": f"{right:f}", "tolerance_percent": answer["tolerance_percent"]}, "texts": said}


def _followed(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """{key of now: its key of then}."""
    if set(then) != set(now):
        raise CannotBeMarkedAnew(_("It had other answers to choose from."))
    stood = {text: key for key, text in then.items()}
    found = {key: stood.get(text, key) for key, text in now.items()}
    if len(set(found.values())) != len(found):
        raise CannotBeMarkedAnew(_("Its answers were moved and worded anew at once."))
    return found


def _said(text: Mapping[str, Any], options: Mapping[str, str]) -> dict[str, Any]:
    replies = {options[key]: reply for key, reply in text.get("replies", {}).items()}
    return {"explanation": text["explanation"], "replies": replies}


def _in_keys_of_then(kind: str, answer: Any, options: Mapping[str, str], targets: Mapping[str, str]) -> Any:
    if kind == QuestionKind.MATCH:
        return {options[left]: targets[target] for left, target in answer.items()}
    if kind == QuestionKind.HOTSPOT:
        regions = {options[key]: region for key, region in answer["regions"].items()}
        return {"right": [options[key] for key in answer["right"]], "regions": regions}
    if not options or kind not in _CHOSEN:
        return answer
    return [options[key] for key in answer] if isinstance(answer, list) else options[answer]


_CHOSEN = frozenset({*ONE_IS_CHOSEN, QuestionKind.MULTIPLE, QuestionKind.ORDER})
