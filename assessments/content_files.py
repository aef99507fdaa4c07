"""The shape of the question files under ``assessments/content/`` and how they are read.

``assessments/content/<course>/<lesson>.yaml`` holds the questions on one lesson in every language they are
written in. English is the source and must be there.
"""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assessments.calculated import parts_of, written
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


class QuestionEntry(_Strict):
    """One question of the bank.

    ``objective`` names the lesson of the course whose outcome it tests, where that is not its own.
    ``answer`` is an option key (choice), keys (multiple), keys in order (order), left to right keys (match)
    a number (numeric) or a formula (calculated).
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["choice", "multiple", "numeric", "calculated", "order", "match"]
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    objective: Annotated[str, Field(min_length=1)] | None = None
    text: dict[str, QuestionText]
    answer: Annotated[
        str | list[str] | NumericAnswer | CalculatedAnswer | dict[str, str], Field(union_mode="left_to_right")
    ]

    @model_validator(mode="after")
    def _answer_fits(self) -> Self:
        if "en" not in self.text:
            raise ValueError(f"{self.key}: English text is missing")
        for language, text in self.text.items():
            problem = _mismatch(self.kind, self.answer, set(text.options), set(text.targets))
            if problem:
                raise ValueError(f"{self.key} ({language}): {problem}")
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


def _mismatch(kind: str, answer: object, options: set[str], targets: set[str]) -> str:
    """Why ``answer`` does not fit a question of ``kind`` with these option keys, or an empty string."""
    fits = {
        "choice": lambda: isinstance(answer, str) and answer in options and len(options) >= 2,
        "multiple": lambda: isinstance(answer, list) and len(answer) >= 1 and set(answer) < options,
        "order": lambda: isinstance(answer, list) and len(answer) == len(options) and set(answer) == options,
        "match": lambda: isinstance(answer, dict) and set(answer) == options and set(answer.values()) <= targets,
        "numeric": lambda: isinstance(answer, NumericAnswer) and not options,
        "calculated": lambda: isinstance(answer, CalculatedAnswer) and not options,
    }
    return "" if fits[kind]() else f"the answer {answer!r} does not fit the options of a {kind} question"
