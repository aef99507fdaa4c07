"""GIFT, the text format of Moodle: https://docs.moodle.org/en/GIFT_format

Questions are parted by empty lines; lines of ``//`` are comments. A title in ``::`` is passed over. Answers stand in
braces: at the end, or in the middle where a word is missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext_lazy as _

from assessments.formats.drafts import (
    FULL,
    CannotBeHeld,
    Draft,
    Option,
    choose,
    found_row,
    number,
    pairs,
    read_decimal,
    true_or_false,
    whole_marks,
    words,
)
from assessments.formats.plain import plain_text
from exchange.kinds import FoundRow

CATEGORY = "$CATEGORY:"
MISSING_WORD = "_____"
# Each escaped sign stands as one that no text has, until the text is taken apart.
HELD = {sign: chr(0xFDD0 + number) for number, sign in enumerate("~=#{}:\\n")}
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_BACK = str.maketrans({held: "\n" if sign == "n" else sign for sign, held in HELD.items()})
_HOLDS = str.maketrans({"\n" if sign == "n" else sign: held for sign, held in HELD.items()})
_ESCAPES = str.maketrans({"\n" if sign == "n" else sign: f"\\{sign}" for sign in HELD})
_MARK = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_TITLE = re.compile(r"::.*?::", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d*)?)%")
TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
PLAIN = "plain"


def is_gift(text: str) -> bool:
    """Whether there is a question with its answers in braces in ``text``."""
    return re.search(r"\{[^{}]*\}", _ESCAPED.sub("", text)) is not None


def read(text: str) -> Iterator[FoundRow]:
    """The questions of a file, each with the line it begins on."""
    category = ""
    for line, lines in _blocks(text):
        if lines[0].startswith(CATEGORY):
            category = lines[0].removeprefix(CATEGORY).strip()
            line, lines = line + 1, lines[1:]
        if lines:
            yield found_row(Draft(line, category), partial(_fill, "\n".join(lines)))


def read_marked(text: str, mark: str = "") -> str:
    """A part of a question in plain words; ``mark`` is that of the question where it has none of its own."""
    own = _MARK.match(text)
    rest = (text[own.end() :] if own else text).translate(_BACK).strip()
    return rest if (own[1] if own else mark) == PLAIN else plain_text(rest)


def escaped(text: str, *, held: bool = False) -> str:
    """``text`` with its signs escaped, or ``held`` as a reader holds them."""
    return text.translate(_HOLDS if held else _ESCAPES)


@dataclass(frozen=True)
class _Written:
    """A question taken apart: before and behind its braces, what stands in them, and the mark of its text."""

    prompt: str
    answers: str
    general: str
    mark: str

    def said(self, text: str) -> str:
        return read_marked(text, self.mark)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of each question, without comments, and the number of the first."""
    lines: list[str] = []
    first = 0
    for place, line in enumerate(map(str.strip, text.split("\n")), start=1):
        if line and not line.startswith("//"):
            first = first if lines else place
            lines.append(line)
        elif lines and not line:
            yield first, lines
            lines = []
    if lines:
        yield first, lines


def _fill(question: str, draft: Draft) -> None:
    draft.cells["prompt"] = question
    held = _ESCAPED.sub(lambda found: HELD[found[1]], question)
    held = _TITLE.sub("", held, count=1).strip() if held.startswith("::") else held.strip()
    if "{" not in held and "}" not in held:
        draft.cells["prompt"] = read_marked(held)
        raise CannotBeHeld(_("This is a text without a question."))
    written = _taken_apart(held)
    draft.cells["prompt"] = written.prompt
    draft.say(written.general)
    _answers(draft, written)


def _taken_apart(held: str) -> _Written:
    before, opened, rest = held.partition("{")
    answers, closed, behind = rest.partition("}")
    if not opened or not closed or "{" in answers:
        raise CannotBeHeld(_("A brace is opened and not closed: no empty line may stand within a question."))
    if "{" in behind:
        raise CannotBeHeld(_("There are braces twice: leave an empty line between two questions."))
    mark = _MARK.match(before)
    inherited = mark[1] if mark else ""
    text = f"{before}{MISSING_WORD}{behind}" if behind.strip() else before
    answers, _hashes, general = answers.partition("####")
    return _Written(read_marked(text), answers.strip(), read_marked(general, inherited), inherited)


def _answers(draft: Draft, written: _Written) -> None:
    answers = written.answers
    if not answers:
        raise CannotBeHeld(_("This is answered in sentences: the bank asks nothing that a person must mark."))
    if answers.startswith("#"):
        _number(draft, written)
    elif "~" in answers:
        choose(draft, list(_options(written, "~=")), several="=" not in answers)
    elif "=" in answers and "->" in answers:
        pairs(draft, list(_pairs(written)))
    elif answers.partition("#")[0].strip() in (*TRUE, *FALSE):
        given, wrong, right = (*answers.split("#", 2), "", "")[:3]
        draft.say(written.said(right))
        true_or_false(draft, is_true=given.strip() in TRUE, wrong=written.said(wrong))
    else:
        words(draft, list(_options(written, "=", right_at_first=True)))


def _options(written: _Written, signs: str, *, right_at_first: bool = False) -> Iterator[Option]:
    """The answers, each behind its sign: ``=`` is right, ``~`` is wrong, unless a weight in percent says otherwise."""
    first, *parted = re.split(f"([{signs}])", written.answers)
    if first.strip():
        parted = ["=" if right_at_first else "~", first, *parted]
    for sign, answer in zip(parted[::2], parted[1::2], strict=True):
        weight = _WEIGHT.match(answer)
        text, _hash, reply = answer[weight.end() if weight else 0 :].partition("#")
        percent = FULL if sign == "=" else Decimal(0)
        yield Option(written.said(text), Decimal(weight[1]) if weight else percent, written.said(reply))


def _pairs(written: _Written) -> Iterator[tuple[str, str]]:
    for pair in filter(str.strip, written.answers.split("=")):
        left, arrow, right = pair.partition("->")
        if not arrow:
            raise CannotBeHeld(_("A pair is without its ->."))
        yield written.said(left), written.said(right)


def _number(draft: Draft, written: _Written) -> None:
    answers, wrong, _rest = written.answers[1:].partition("~")
    numbers = _Written(written.prompt, answers.strip(), "", written.mark)
    options = list(_options(numbers, "=", right_at_first=True))
    right = whole_marks(draft, [*options, *([Option("", Decimal(0), wrong)] if wrong else [])], "right")
    if len(right) > 1:
        raise CannotBeHeld(_("Several numbers are right in the file: the bank has one, with its tolerance."))
    value, margin = _with_margin(right[0].text)
    number(draft, value, margin)


def _with_margin(text: str) -> tuple[Decimal, Decimal]:
    """The number in ``3:2``, ``1..5`` or ``3``, and how far beside it is right."""
    first, dots, last = text.partition("..")
    if dots:
        low, high = read_decimal(first), read_decimal(last)
        return (low + high) / 2, (high - low) / 2
    value, colon, margin = text.partition(":")
    return read_decimal(value), read_decimal(margin) if colon else Decimal(0)
