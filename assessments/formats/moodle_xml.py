"""Moodle XML: https://docs.moodle.org/en/Moodle_XML_format

Each ``question`` has a type; one of type ``category`` says where those below it belong.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from xml.etree.ElementTree import Element, tostring

from django.utils.translation import gettext_lazy as _

from assessments.enums import QuestionKind
from assessments.formats import cloze, moodle_calculated
from assessments.formats.drafts import (
    CannotBeHeld,
    Draft,
    Option,
    choose,
    found_row,
    number,
    pairs,
    read_decimal,
    rows,
    true_or_false,
    whole_marks,
    words,
)
from assessments.formats.plain import plain_text
from assessments.formats.xml_tree import LINE, read_tree
from core.local_text import filled_in
from exchange.kinds import FoundRow

PLAIN = "plain_text"


def is_moodle_xml(text: str) -> bool:
    """Whether it begins as XML; what it is otherwise is said when it is read."""
    return text.lstrip("\ufeff \t\n").startswith("<")


def read(text: str) -> Iterator[FoundRow]:
    """The questions of a file, each with the line it begins on. Raises XmlCannotBeRead."""
    category = ""
    for question in read_tree(text.lstrip("\ufeff"), numbered="question").iter("question"):
        if question.get("type") == "category":
            category = (question.findtext("category/text") or "").strip()
        else:
            yield found_row(Draft(int(question.get(LINE, "1")), category), partial(_fill, question))


def said(part: Element | None) -> str:
    """The words of a part that has a ``text``, without marks of HTML. Raises CannotBeHeld where a picture is in it."""
    if part is None:
        return ""
    if part.find("file") is not None:
        raise CannotBeHeld(_("A picture, a sound or a drawing is in it: the bank keeps text alone."))
    text = part.find("text")
    written = part if text is None else text
    if text is not None and len(text):  # marks that are parts of the file itself
        return plain_text("".join([text.text or "", *(tostring(mark, encoding="unicode") for mark in text)]))
    kept = (written.text or "").strip()
    return kept if part.get("format") == PLAIN else plain_text(kept)


def answers(question: Element) -> list[Option]:
    """The answers with their percents."""
    return [
        Option(said(answer), read_decimal(answer.get("fraction") or "0"), said(answer.find("feedback")))
        for answer in question.findall("answer")
    ]


def _fill(question: Element, draft: Draft) -> None:
    kind = question.get("type", "")
    draft.cells["prompt"] = (question.findtext("questiontext/text") or question.findtext("name/text") or "").strip()
    draft.cells["prompt"] = said(question.find("questiontext"))
    draft.say(said(question.find("generalfeedback")))
    fill = _FILLS.get(kind)
    if fill is None:
        raise CannotBeHeld(_REFUSED.get(kind, filled_in(_("The bank has no such kind: %(kind)s."), {"kind": kind})))
    fill(question, draft)


def _choice(question: Element, draft: Draft) -> None:
    single = (question.findtext("single") or "true").strip()
    choose(draft, answers(question), several=single in ("false", "0"))
    if (question.findtext("shuffleanswers") or "true").strip() in ("false", "0"):
        draft.note("option_a", _("The file keeps its answers in their order: here learners see them mixed."))


def _truth(question: Element, draft: Draft) -> None:
    given = {option.text.casefold(): option for option in answers(question)}
    if set(given) != {"true", "false"} or sum(option.percent > 0 for option in given.values()) != 1:
        raise CannotBeHeld(_("No answer is right in the file."))
    is_true = given["true"].percent > 0
    draft.say(given["true" if is_true else "false"].reply)
    true_or_false(draft, is_true=is_true, wrong=given["false" if is_true else "true"].reply)


def _words(question: Element, draft: Draft) -> None:
    words(draft, answers(question))
    if (question.findtext("usecase") or "0").strip() in ("1", "true"):
        draft.note("accepted", _("In the bank it makes no difference whether letters are capital."))


def _number(question: Element, draft: Draft) -> None:
    right = whole_marks(draft, answers(question), "right")
    if len(right) > 1:
        raise CannotBeHeld(_("Several numbers are right in the file: the bank has one, with its tolerance."))
    [answer] = [each for each in question.findall("answer") if said(each) == right[0].text][:1]
    number(draft, read_decimal(right[0].text), read_decimal(answer.findtext("tolerance") or "0"))
    _unit(question, draft)


def _calculated(question: Element, draft: Draft) -> None:
    moodle_calculated.fill(question, draft, whole_marks(draft, answers(question), "formula"))
    _unit(question, draft)


def _unit(question: Element, draft: Draft) -> None:
    names = [(unit.findtext("unit_name") or "").strip() for unit in question.findall("units/unit")]
    if names:
        draft.cells["unit"] = names[0]
    if len(names) > 1:
        draft.note("unit", _("The file has several units: the first is taken."))


def _match(question: Element, draft: Draft) -> None:
    pairs(draft, [(said(pair), said(pair.find("answer"))) for pair in question.findall("subquestion")])


def _order(question: Element, draft: Draft) -> None:
    draft.cells["kind"] = QuestionKind.ORDER
    steps = answers(question)
    places = {step.percent for step in steps}
    if places == {Decimal(place) for place in range(1, len(steps) + 1)}:
        steps.sort(key=lambda step: step.percent)
    rows(draft, [("option", step.text) for step in steps])
    if (question.findtext("gradingtype") or "").strip() not in ("ALL_OR_NOTHING", "-1"):
        draft.note("kind", _("In the bank an order is right as a whole or not at all."))


def _blanks(question: Element, draft: Draft) -> None:
    text = question.find("questiontext")
    written = (text.findtext("text") if text is not None else "") or ""
    cloze.fill(draft, written, is_plain=text is not None and text.get("format") == PLAIN)


_FILLS: dict[str, Callable[[Element, Draft], None]] = {
    "multichoice": _choice,
    "truefalse": _truth,
    "shortanswer": _words,
    "numerical": _number,
    "calculated": _calculated,
    "calculatedsimple": _calculated,
    "matching": _match,
    "ordering": _order,
    "cloze": _blanks,
    "multianswer": _blanks,
}
_CHOSEN_IN_TEXT = _("Words are chosen from a list inside the text: in the bank blanks are filled by typing.")
_ON_A_PICTURE = _("It is answered on a picture: the bank keeps text alone.")
_REFUSED = {
    "essay": _("This is answered in sentences: the bank asks nothing that a person must mark."),
    "description": _("This is a text without a question."),
    "gapselect": _CHOSEN_IN_TEXT,
    "ddwtos": _CHOSEN_IN_TEXT,
    "ddmarker": _ON_A_PICTURE,
    "ddimageortext": _ON_A_PICTURE,
    "calculatedmulti": _("Answers that are chosen from cannot be calculated in the bank."),
    "random": _("It stands for a question drawn from elsewhere."),
    "randomsamatch": _("It stands for a question drawn from elsewhere."),
}
