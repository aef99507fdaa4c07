"""Questions written as Moodle XML, all texts plain."""

import html
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from random import Random

from django.utils.translation import gettext_lazy as _

from assessments.calculated import Template, read_lines, read_template
from assessments.enums import QuestionKind
from assessments.formats import cloze
from assessments.formats.drafts import FULL, CannotBeHeld
from assessments.formats.moodle_calculated import WRITTEN, moodle_formula, moodle_text
from assessments.formats.moodle_xml import PLAIN
from assessments.formats.writing import (
    HEAD,
    IS_A_CHOICE,
    Row,
    category_of,
    has_no_place,
    is_true,
    left_out,
    lettered,
    margin_of,
    options_of,
    pairs_of,
    reply_to_wrong,
)
from core.formulas import FormulaIsWrong, HasNoValue

ITEMS = 20
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(rows: Iterable[Row]) -> Iterator[str]:
    """The file, piece by piece; what it cannot hold is a comment."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{_comment(str(HEAD))}'
    category = ""
    for row in rows:
        if category_of(row) != category:
            category = category_of(row)
            yield f'<question type="category"><category>{_text(category)}</category></question>\n'
        try:
            yield _question(row)
        except CannotBeHeld as problem:
            yield _comment(left_out(row, problem.sentence))
    yield "</quiz>\n"


def _question(row: Row) -> str:
    kind = QuestionKind(row["kind"])
    if kind not in _KINDS:
        raise has_no_place(row)
    note = _comment(str(IS_A_CHOICE)) if kind == QuestionKind.MISTAKE else ""
    name, prompt, answers, why = _KINDS[kind](row)
    return (
        f'{note}<question type="{name}">\n<name>{_text(row.get("key") or row["prompt"])}</name>\n'
        f"{_said('questiontext', prompt)}{_said('generalfeedback', why)}{answers}</question>\n"
    )


Written = tuple[str, str, str, str]


def _choice(row: Row) -> Written:
    single = "false" if row["kind"] == QuestionKind.MULTIPLE else "true"
    answers = "".join(_answer(option.text, option.percent, reply=option.reply) for option in options_of(row))
    rest = f"<single>{single}</single>\n<shuffleanswers>true</shuffleanswers>\n{answers}"
    return "multichoice", row["prompt"], rest, row["explanation"]


def _truth(row: Row) -> Written:
    answers = "".join(
        _answer(text, FULL if right else Decimal(0), reply="" if right else reply_to_wrong(row))
        for text, right in (("true", is_true(row)), ("false", not is_true(row)))
    )
    return "truefalse", row["prompt"], answers, row["explanation"]


def _number(row: Row) -> Written:
    answer = _answer(row["right"], FULL, rest=f"<tolerance>{margin_of(row):f}</tolerance>")
    return "numerical", row["prompt"], answer + _unit(row), row["explanation"]


def _words(row: Row) -> Written:
    forms = (form.replace("*", r"\*") for form in row["accepted"].splitlines())
    answers = "".join(_answer(form, FULL) for form in forms)
    return "shortanswer", row["prompt"], f"<usecase>0</usecase>\n{answers}", row["explanation"]


def _pairs(row: Row) -> Written:
    pairs = "".join(
        f"{_opened('subquestion')}{_text(left)}{_opened('answer')}{_text(right)}</answer></subquestion>\n"
        for left, right in pairs_of(row)
    )
    return "matching", row["prompt"], f"<shuffleanswers>true</shuffleanswers>\n{pairs}", row["explanation"]


def _order(row: Row) -> Written:
    texts = [text for _letter, text in lettered(row, "option")]
    steps = "".join(_answer(text, Decimal(place)) for place, text in enumerate(texts, start=1))
    rest = (
        "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n<gradingtype>ALL_OR_NOTHING</gradingtype>\n"
    )
    return "ordering", row["prompt"], rest + steps, row["explanation"]


def _blanks(row: Row) -> Written:
    passage = cloze.written(row["passage"], Decimal(row.get("tolerance") or 0))
    if cloze.BLANK.search(row["prompt"]):
        raise CannotBeHeld(_("Something in the text would be taken for a blank."))
    return "cloze", f"{row['prompt']}\n{passage}", "", row["explanation"]


def _calculated(row: Row) -> Written:
    try:
        lines = read_lines(row["numbers"])
        template = read_template(row["formula"], lines, int(row["decimals"] or 0))
        prompt, why = moodle_text(row["prompt"]), moodle_text(row["explanation"])
        datasets = _datasets(template, lines)
    except (FormulaIsWrong, HasNoValue):
        raise CannotBeHeld(_("The formula cannot be read.")) from None
    share = Decimal(row.get("tolerance") or 0) / FULL
    rest = (
        f"<tolerance>{share:f}</tolerance><tolerancetype>1</tolerancetype>"
        f"<correctanswerformat>1</correctanswerformat><correctanswerlength>{template.decimals}</correctanswerlength>"
    )
    answer = _answer(moodle_formula(template.formula), FULL, rest=rest)
    return "calculatedsimple", prompt, answer + _unit(row) + datasets, why


def _datasets(template: Template, lines: dict[str, str]) -> str:
    """What may be drawn, and draws of which each has the same number for all: of them a Moodle takes one."""
    random = Random(0)  # noqa: S311  (no secret)
    draws = [template.draw(random)[0] for _number in range(ITEMS)]
    return "".join(
        [
            "<dataset_definitions>\n",
            *(_dataset(name, lines[name], values, draws) for name, values in template.numbers.items()),
            "</dataset_definitions>\n",
        ]
    )


def _dataset(name: str, written: str, values: tuple[Decimal, ...], draws: list[dict[str, Decimal]]) -> str:
    decimals = max(0, *(-int(value.as_tuple().exponent) for value in values))
    items = "".join(
        f"<dataset_item><number>{number}</number><value>{draw[name]:f}</value></dataset_item>"
        for number, draw in enumerate(draws, start=1)
    )
    return (
        f"<dataset_definition><status><text>private</text></status><name>{_text(name)}</name><type>calculatedsimple</type>"
        f"<distribution><text>uniform</text></distribution><minimum>{_text(f'{min(values):f}')}</minimum>"
        f"<maximum>{_text(f'{max(values):f}')}</maximum><decimals>{_text(str(decimals))}</decimals>"
        f"<{WRITTEN}>{_text(written)}</{WRITTEN}><itemcount>{len(draws)}</itemcount>"
        f"<dataset_items>{items}</dataset_items><number_of_items>{len(draws)}</number_of_items></dataset_definition>\n"
    )


def _unit(row: Row) -> str:
    if not row.get("unit"):
        return ""
    return f"<units><unit><multiplier>1</multiplier><unit_name>{_escaped(row['unit'])}</unit_name></unit></units>\n"


def _answer(text: str, percent: Decimal, *, reply: str = "", rest: str = "") -> str:
    said = _said("feedback", reply) if reply else ""
    return f'<answer fraction="{percent:f}" format="{PLAIN}">{_text(text)}{said}{rest}</answer>\n'


def _said(tag: str, text: str) -> str:
    return f"{_opened(tag)}{_text(text)}</{tag}>\n"


def _opened(tag: str) -> str:
    return f'<{tag} format="{PLAIN}">'


def _text(text: str) -> str:
    return f"<text>{_escaped(text)}</text>"


def _escaped(text: str) -> str:
    return html.escape(_NOT_IN_XML.sub("", text), quote=False)


def _comment(text: str) -> str:
    return f"<!-- {_NOT_IN_XML.sub('', ' '.join(text.split())).replace('-', '‐')} -->\n"


_KINDS = {
    QuestionKind.CHOICE: _choice,
    QuestionKind.MISTAKE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TRUTH: _truth,
    QuestionKind.NUMERIC: _number,
    QuestionKind.CALCULATED: _calculated,
    QuestionKind.SHORT: _words,
    QuestionKind.BLANKS: _blanks,
    QuestionKind.ORDER: _order,
    QuestionKind.MATCH: _pairs,
}
