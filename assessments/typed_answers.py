"""The right answers of questions that are answered by typing, as an author writes them, and as they are kept.

Parts are those of :mod:`assessments.authoring`: ``right`` and ``tolerance`` of a number; ``accepted_en`` with one form
that is right a line; ``passage_en`` with its blanks in brackets; what is calculated as
:mod:`assessments.calculated` says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import calculated
from assessments.blanks import LETTERS, LONGEST_ANSWER, read_passage, says_something, written_passage
from assessments.enums import QuestionKind
from core.local_text import SOURCE
from core.numbers import parse_number

MOST_TOLERANCE = 10
MOST_FORMS = 20
LONGEST_PASSAGE = 2000

Parts = Mapping[str, str]
Texts = Mapping[str, Any]


@dataclass
class Typed:
    """What is kept as the answer, and of passages {language: text}; ``problems`` are {part: sentence}."""

    answer: Any = None
    passages: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str | Promise] = field(default_factory=dict)

    def wrong(self, part: str, sentence: str | Promise) -> None:
        """Say what is wrong with a part, the first of each."""
        self.problems.setdefault(part, sentence)


def read_typed(kind: str, parts: Parts, texts: Texts) -> Typed:
    """What an author wrote of a question of ``kind``, one of :data:`WRITERS`, with ``texts`` {language: its words}."""
    typed = Typed()
    WRITERS[QuestionKind(kind)](typed, parts, texts)
    return typed


def typed_parts(kind: str, texts: Texts, answer: Any) -> dict[str, str]:
    """The other way round."""
    parts: dict[str, str] = {}
    if kind in (QuestionKind.NUMERIC, QuestionKind.CALCULATED, QuestionKind.BLANKS):
        parts["tolerance"] = f"{Decimal(str(answer['tolerance_percent'])).normalize():f}"
    if kind == QuestionKind.NUMERIC:
        parts["right"] = answer["value"]
    elif kind == QuestionKind.CALCULATED:
        parts |= calculated.parts_of(answer)
    elif kind == QuestionKind.SHORT:
        parts |= {f"accepted_{language}": "\n".join(forms) for language, forms in answer.items() if language in texts}
    elif kind == QuestionKind.BLANKS:
        for language, text in texts.items():
            forms = {letter: in_each[language] for letter, in_each in answer["blanks"].items()}
            parts[f"passage_{language}"] = written_passage(text["passage"], forms)
    return parts


def _write_number(typed: Typed, parts: Parts, texts: Texts) -> None:
    value = "0"
    try:
        value = f"{parse_number(parts.get('right', '').strip()):f}"
    except ValueError:
        typed.wrong("right", _("Type the right number, such as 540 or 35.50."))
    typed.answer = {"value": value, "tolerance_percent": _tolerance(typed, parts)}


def _write_calculated(typed: Typed, parts: Parts, texts: Texts) -> None:
    answer, typed.problems = calculated.written(parts, texts)
    typed.answer = answer | {"tolerance_percent": _tolerance(typed, parts)}


def _write_short(typed: Typed, parts: Parts, texts: Texts) -> None:
    typed.answer = {}
    for language in texts:
        part = f"accepted_{language}"
        forms = [form.strip() for form in parts.get(part, "").splitlines() if says_something(form)]
        if not forms:
            typed.wrong(part, _("Write at least one answer that is right, each on its own line."))
        elif len(forms) > MOST_FORMS or any(len(form) > LONGEST_ANSWER for form in forms):
            typed.wrong(part, _("At most 20 answers, of 100 letters each."))
        typed.answer[language] = forms


def _write_blanks(typed: Typed, parts: Parts, texts: Texts) -> None:
    blanks: dict[str, dict[str, list[str]]] = {}
    for language in texts:
        part = f"passage_{language}"
        written = parts.get(part, "").strip()
        try:
            typed.passages[language], forms = read_passage(written)
        except ValueError:
            typed.wrong(part, _("Put each right answer in brackets, such as [540], from one to twelve of them."))
            continue
        if not all(says_something(form) and len(form) <= LONGEST_ANSWER for each in forms for form in each):
            typed.wrong(part, _("At most 20 answers, of 100 letters each."))
        if len(written) > LONGEST_PASSAGE:
            typed.wrong(part, _("This is too long: 2,000 letters at most."))
        if language != SOURCE and len(forms) != len(blanks):
            typed.wrong(part, _("It has another number of blanks than in English."))
        for letter, in_one in zip(LETTERS, forms, strict=False):
            blanks.setdefault(letter, {})[language] = in_one
    typed.answer = {"blanks": blanks, "tolerance_percent": _tolerance(typed, parts)}


def _tolerance(typed: Typed, parts: Parts) -> float:
    written = parts.get("tolerance", "").strip()
    try:
        percent = parse_number(written) if written else Decimal(0)
    except ValueError:
        percent = Decimal(-1)
    if not 0 <= percent <= MOST_TOLERANCE:
        typed.wrong("tolerance", _("Type a percentage from 0 to 10."))
    return float(percent)


WRITERS: dict[QuestionKind, Callable[[Typed, Parts, Texts], None]] = {
    QuestionKind.NUMERIC: _write_number,
    QuestionKind.CALCULATED: _write_calculated,
    QuestionKind.SHORT: _write_short,
    QuestionKind.BLANKS: _write_blanks,
}
