"""Questions that are calculated: a template with numbers drawn anew for each attempt.

An author writes the numbers as lines, ``price = 20 to 60 step 5``, ``days = 25, 26``, or ``fixed = 5300``; the right
answer as a formula of them; and puts them into question and explanation in braces, which may hold formulas too:
``{price - cost}`` and, to so many decimals, ``{round(fixed / (price - cost), 2)}``. After a ₹ they are said as money.

What is asked is an ordinary number: when an attempt begins, the numbers are drawn from its seed, the texts filled in
and the formula worked out. So marking, pages and phones know nothing of templates, and the same seed gives the same
question for ever.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product
from random import Random
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.enums import QuestionKind
from core import money
from core.formulas import NAME, Formula, FormulaIsWrong, HasNoValue, half_up, read_formula
from core.numbers import LARGEST, grouped, parse_number

MOST_NUMBERS = 8
MOST_VALUES = 10_000
PARTS = ("formula", "numbers", "decimals")
DECIMALS = ("0", "1", "2", "3", "4")
SAMPLES = 300
MOST_TRIES = 100
FILLED = ("prompt", "explanation")

_LINE = re.compile(r"(?P<name>[^=\s]+)\s*=\s*(?P<values>\S.*)")
_RANGE = re.compile(r"(?P<first>.+?)\s+to\s+(?P<last>.+?)(?:\s+step\s+(?P<step>.+))?")
_BRACES = re.compile(r"(?P<rupees>₹?)\{(?P<formula>[^{}]*)\}")
_CENTS = 2


@dataclass(frozen=True)
class Template:
    """What the right answer and the texts are drawn from: {name: the values it may take}, and the formula.

    ``decimals`` is how many of the answer are asked for.
    """

    numbers: dict[str, tuple[Decimal, ...]]
    formula: Formula
    decimals: int

    def draw(self, random: Random, *texts: str) -> tuple[dict[str, Decimal], Decimal]:
        """Numbers with which ``texts`` can be filled in, and the right answer. Raises HasNoValue where none can."""
        for _try in range(MOST_TRIES):
            numbers = {name: random.choice(values) for name, values in sorted(self.numbers.items())}
            try:
                right = self.right(numbers)
                for text in texts:
                    fill(text, numbers)
                return numbers, right
            except HasNoValue:
                continue
        raise HasNoValue

    def right(self, numbers: Mapping[str, Decimal]) -> Decimal:
        """The right answer with ``numbers``. Raises HasNoValue, too where it is more than anybody could type."""
        value = self.formula.value(numbers)
        if abs(value) >= LARGEST:
            raise HasNoValue
        return half_up(value, Decimal(self.decimals)) + 0

    def tried(self) -> Iterator[dict[str, Decimal]]:
        """Numbers to try the template with: of each the smallest and the largest, in all ways, and many draws."""
        names = sorted(self.numbers)
        ends = ({min(self.numbers[name]), max(self.numbers[name])} for name in names)
        for values in islice(product(*ends), SAMPLES):
            yield dict(zip(names, values, strict=True))
        random = Random(0)  # noqa: S311  (no secret)
        for _number in range(SAMPLES):
            yield {name: random.choice(self.numbers[name]) for name in names}


def written(parts: Mapping[str, str], texts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str | Promise]]:
    """What is kept of an author's ``formula``, ``numbers`` and ``decimals``, but for the tolerance; and what is wrong.

    ``texts`` are those of the question, {language: {"prompt", "explanation"}}. What is wrong is {part: sentence}.
    """
    kept: dict[str, Any] = {"formula": parts.get("formula", "").strip(), "numbers": {}, "decimals": 0}
    problems: dict[str, str | Promise] = {}
    decimals = parts.get("decimals", "").strip() or "0"
    if decimals in DECIMALS:
        kept["decimals"] = int(decimals)
    else:
        problems["decimals"] = _("Type a whole number from 0 to 4.")
    part = "numbers"
    try:
        kept["numbers"] = read_lines(parts.get("numbers", ""))
        part = "formula"
        template = read_template(**kept)
        never_without_value(template)
        for language, name in product(texts, FILLED):
            part = f"{name}_{language}"
            check_text(texts[language][name], template)
    except FormulaIsWrong as problem:
        problems[part] = problem.sentence
    return kept, problems


def parts_of(answer: Mapping[str, Any]) -> dict[str, str]:
    """The other way round."""
    lines = "\n".join(f"{name} = {values}" for name, values in sorted(answer["numbers"].items()))
    return {"formula": answer["formula"], "numbers": lines, "decimals": str(answer["decimals"])}


def read_template(formula: str, numbers: Mapping[str, str], decimals: int) -> Template:
    """The template of a question that is kept. Raises FormulaIsWrong."""
    drawn = {name: _values(values) for name, values in numbers.items()}
    return Template(drawn, _known(read_formula(formula), drawn), decimals)


def read_lines(typed: str) -> dict[str, str]:
    """{name: its values as written} of an author's lines. Raises FormulaIsWrong with the first that is wrong."""
    found: dict[str, str] = {}
    for line in filter(str.strip, re.split(r"[\n;]", typed)):
        written = _LINE.fullmatch(line.strip())
        if not written or not NAME.fullmatch(written["name"]):
            raise FormulaIsWrong(
                format_lazy(_("This line is not understood: {line}. Write it like price = 20 to 60 step 5."), line=line)
            )
        if written["name"] in found:
            raise FormulaIsWrong(format_lazy(_("{name} is there twice."), name=written["name"]))
        _values(written["values"])
        found[written["name"]] = written["values"]
    if not 1 <= len(found) <= MOST_NUMBERS:
        raise FormulaIsWrong(_("Write one to eight numbers to draw, each on its own line: price = 20 to 60 step 5."))
    return found


def never_without_value(template: Template) -> None:
    """Raises FormulaIsWrong with numbers for which the formula comes to nothing."""
    for numbers in template.tried():
        try:
            template.right(numbers)
        except HasNoValue:
            drawn = ", ".join(f"{name} = {value:f}" for name, value in numbers.items())
            raise FormulaIsWrong(
                format_lazy(_("With these numbers it cannot be worked out: {numbers}"), numbers=drawn)
            ) from None


def check_text(text: str, template: Template) -> None:
    """That every brace of ``text`` can be filled in. Raises FormulaIsWrong."""
    if re.search(r"[{}]", _BRACES.sub("", text)):
        raise FormulaIsWrong(_("A brace is opened and not closed, or the other way round."))
    formulas = [_known(read_formula(each["formula"]), template.numbers) for each in _BRACES.finditer(text)]
    for numbers in template.tried():
        for formula in formulas:
            try:
                formula.value(numbers)
            except HasNoValue:
                raise FormulaIsWrong(
                    format_lazy(_("This cannot always be worked out: {part}"), part=formula.text)
                ) from None


def asked(texts: Mapping[str, Any], answer: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """The question of a number that is asked, as an attempt freezes it; the same for the same ``seed``."""
    template = read_template(answer["formula"], answer["numbers"], answer["decimals"])
    said = [text[name] for text in texts.values() for name in FILLED]
    numbers, right = template.draw(Random(seed), *said)  # noqa: S311  (no secret)
    filled = {language: text | {name: fill(text[name], numbers) for name in FILLED} for language, text in texts.items()}
    return {
        "kind": QuestionKind.NUMERIC.value,
        "texts": filled,
        "answer": {"value": f"{right:f}", "tolerance_percent": answer["tolerance_percent"]},
        "numbers": {name: f"{value:f}" for name, value in numbers.items()},
    }


def fill(text: str, numbers: Mapping[str, Decimal]) -> str:
    """``text`` with what its braces come to, two decimals at most. Raises FormulaIsWrong and HasNoValue."""
    return _BRACES.sub(lambda found: _said(found["rupees"], read_formula(found["formula"]).value(numbers)), text)


def _said(rupees: str, value: Decimal) -> str:
    if rupees:
        return money.shown(value)
    short = half_up(value, Decimal(_CENTS)).normalize() + 0
    return grouped(short.quantize(Decimal(1)) if short == short.to_integral_value() else short)


def _known(formula: Formula, numbers: Mapping[str, Any]) -> Formula:
    strange = sorted(formula.names - set(numbers))
    if strange:
        sentence: Promise = format_lazy(_("No number is called {name}. Write it among the numbers."), name=strange[0])
        raise FormulaIsWrong(sentence)
    return formula


def _values(written: str) -> tuple[Decimal, ...]:
    """What a number may be: a range with both ends, or each of a list. Raises FormulaIsWrong.

    A list is parted by comma and blank, for in 11,300 the comma groups digits.
    """
    bounds = _RANGE.fullmatch(written)
    try:
        if not bounds:
            return tuple(parse_number(each) for each in re.split(r",\s+", written))
        first, last, step = (parse_number(bounds[part] or "1") for part in ("first", "last", "step"))
    except ValueError:
        raise FormulaIsWrong(format_lazy(_("These are not numbers: {values}"), values=written)) from None
    if step <= 0 or last < first:
        raise FormulaIsWrong(
            format_lazy(_("From the smaller to the larger, by steps above 0: {values}"), values=written)
        )
    many = int((last - first) / step) + 1
    if many > MOST_VALUES:
        raise FormulaIsWrong(format_lazy(_("These are too many values: {values}"), values=written))
    return tuple(first + step * number for number in range(many))
