"""The shape of the question files under ``assessments/content/`` and how they are read.

``assessments/content/<course>/<lesson>.yaml`` holds the questions on one lesson in every language they are
written in. English is the source and must be there.
"""

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assessments.blanks import letters_in
from assessments.calculated import parts_of, written
from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from core.yaml_files import read_yaml

OptionKey = Annotated[str, Field(pattern=r"^[a-z][0-9]?$")]
Line = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class QuestionText(_Strict):
    """A question in one language. ``targets`` are the right-hand side of a match; ``unit`` of a number."""

    prompt: Line
    explanation: Line
    options: dict[OptionKey, Line] = {}
    targets: dict[OptionKey, Line] = {}
    replies: dict[OptionKey, Line] | None = None
    passage: Annotated[str, Field(max_length=2000)] | None = None
    unit: str = ""


class NumericAnswer(_Strict):
    """A number (as text, to keep its digits) and how far off, in percent of it, is still right."""

    value: Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
    tolerance_percent: Annotated[float, Field(ge=0, le=10)] = 1


class CalculatedAnswer(_Strict):
    """A formula and the numbers it is worked out with, as :mod:`assessments.calculated` says."""

    formula: str
    numbers: dict[str, str]
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    tolerance_percent: Annotated[float, Field(ge=0, le=10)] = 0


class BlanksAnswer(_Strict):
    """What is right in each blank: {its letter: {language: forms}}, as :mod:`assessments.blanks` says."""

    blanks: dict[OptionKey, dict[str, Annotated[list[Line], Field(min_length=1)]]]
    tolerance_percent: Annotated[float, Field(ge=0, le=10)] = 0


class QuestionEntry(_Strict):
    """One question of the bank.

    ``objective`` names the lesson of the course whose outcome it tests, where that is not its own.
    ``answer`` is an option key (choice, truth, mistake), keys (multiple), keys in order (order), left to right keys
    (match), forms by language (short), blanks, a number (numeric) or a formula (calculated).
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: QuestionKind
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    objective: Annotated[str, Field(min_length=1)] | None = None
    text: dict[str, QuestionText]
    answer: Annotated[
        str | list[str] | NumericAnswer | CalculatedAnswer | BlanksAnswer | dict[str, str] | dict[str, list[Line]],
        Field(union_mode="left_to_right"),
    ]

    @model_validator(mode="after")
    def _answer_fits(self) -> Self:
        if "en" not in self.text:
            raise ValueError(f"{self.key}: English text is missing")
        for language, text in self.text.items():
            problem = _mismatch(self.kind, self.answer, set(text.options), set(text.targets))
            if problem:
                raise ValueError(f"{self.key} ({language}): {problem}")
            if not set(text.replies or {}) <= set(text.options):
                raise ValueError(f"{self.key} ({language}): a reply to no option")
            if isinstance(self.answer, BlanksAnswer) and letters_in(text.passage or "") != sorted(self.answer.blanks):
                raise ValueError(f"{self.key} ({language}): the passage has other blanks than the answer")
        if isinstance(self.answer, CalculatedAnswer):
            self._can_be_drawn(self.answer)
        return self

    def _can_be_drawn(self, answer: CalculatedAnswer) -> None:
        parts = parts_of(answer.model_dump())
        _kept, problems = written(parts, {language: text.model_dump() for language, text in self.text.items()})
        for part, sentence in problems.items():
            raise ValueError(f"{self.key} ({part}): {sentence}")


class QuestionFile(_Strict):
    """The questions on one lesson; at least three, so that a quiz can be made of them."""

    questions: Annotated[list[QuestionEntry], Field(min_length=3)]

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [question.key for question in self.questions]
        if len(keys) != len(set(keys)):
            raise ValueError("two questions have the same key")
        return self


def read_questions(path: Path) -> QuestionFile:
    """The questions of one file; raises pydantic.ValidationError where its shape is wrong."""
    return QuestionFile.model_validate(read_yaml(path))


def _mismatch(kind: QuestionKind, answer: Any, options: set[str], targets: set[str]) -> str:
    """Why ``answer`` does not fit a question of ``kind`` with these option keys, or an empty string."""
    is_option = isinstance(answer, str) and answer in options and len(options) >= 2
    is_list = isinstance(answer, list)
    fits = {
        **dict.fromkeys(ONE_IS_CHOSEN - {QuestionKind.PICTURE}, is_option),
        QuestionKind.MULTIPLE: is_list and len(answer) >= 1 and set(answer) < options,
        QuestionKind.ORDER: is_list and len(answer) == len(options) and set(answer) == options,
        QuestionKind.MATCH: _pairs(answer, options, targets),
        QuestionKind.NUMERIC: isinstance(answer, NumericAnswer) and not options,
        QuestionKind.CALCULATED: isinstance(answer, CalculatedAnswer) and not options,
        QuestionKind.SHORT: isinstance(answer, dict) and all(isinstance(each, list) for each in answer.values()),
        QuestionKind.BLANKS: isinstance(answer, BlanksAnswer) and not options,
    }
    # What needs pictures is written in the admin: a file has none.
    return "" if fits.get(kind, False) else f"the answer {answer!r} does not fit the options of a {kind} question"


def _pairs(answer: Any, options: set[str], targets: set[str]) -> bool:
    return isinstance(answer, dict) and set(answer) == options and all(each in targets for each in answer.values())
