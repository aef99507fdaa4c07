"""Numbers drawn anew, as Moodle writes them: ``{price}`` in text and formula, ``{={price} - {cost}}`` in text alone."""

import ast
import re
from decimal import Decimal
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_lazy as _

from assessments.calculated import DECIMALS
from assessments.enums import QuestionKind
from assessments.formats.drafts import FULL, CannotBeHeld, Draft, Option, read_decimal
from core.formulas import LONGEST, Formula, read_formula

WRITTEN = "as_written"
RELATIVE = ("", "1", "relative")
_NAME = re.compile(r"\{([^{}=][^{}]*)\}")
_IN_TEXT = re.compile(r"\{=(?P<formula>(?:[^{}]|\{[^{}]*\})*)\}|\{(?P<name>[^{}=][^{}]*)\}")
_BRACES = re.compile(r"\{([^{}]*)\}")


def fill(question: Element, draft: Draft, right: list[Option]) -> None:
    """Write what is calculated: formula, numbers to draw, and texts with them. Raises CannotBeHeld."""
    if len(right) > 1:
        raise CannotBeHeld(_("Several formulas are right in the file: the bank has one."))
    answer = question.find("answer")
    if answer is None:
        return
    draft.cells |= {
        "kind": QuestionKind.CALCULATED,
        "formula": formula_of(right[0].text),
        "numbers": "\n".join(_numbers(each) for each in question.findall("dataset_definitions/dataset_definition")),
        "decimals": _decimals(draft, answer),
        "tolerance": _tolerance(answer),
        "prompt": _text(draft.cells["prompt"]),
    }
    draft.said = [_text(said) for said in draft.said]


def formula_of(moodle: str) -> str:
    """A formula of Moodle in the words of the bank: ``pow({a}, 2)`` is ``(a^2)``."""
    if len(moodle) > 2 * LONGEST:
        raise CannotBeHeld(_("The formula cannot be read."))
    plain = _NAME.sub(lambda found: name_of(found[1]), moodle.strip().removeprefix("=").strip())
    while (found := re.search(r"\b(pow|sqrt)\s*\(", plain)) is not None:
        given, end = _given(plain, found.end())
        power = given if found[1] == "pow" else [*given, "0.5"]
        if len(power) != 2:
            raise CannotBeHeld(_("The formula cannot be read."))
        base, exponent = (each if re.fullmatch(r"[\w.]+", each) else f"({each})" for each in power)
        plain = f"{plain[: found.start()]}({base}^{exponent}){plain[end:]}"
    return plain


def name_of(moodle: str) -> str:
    """The name of a number as the bank has it."""
    return re.sub(r"\W+", "_", moodle.strip().casefold())


def moodle_formula(formula: Formula) -> str:
    """The other way round. Raises CannotBeHeld for what Moodle cannot work out."""
    tree = _Powers().visit(ast.parse(ast.unparse(formula.tree), mode="eval").body)
    return ast.unparse(tree)


def moodle_text(text: str) -> str:
    """A text with braces of the bank as Moodle has them."""
    return _BRACES.sub(lambda found: _in_text(found[1]), text)


def _in_text(written: str) -> str:
    moodle = moodle_formula(read_formula(written))
    return moodle if _NAME.fullmatch(moodle) else f"{{={moodle}}}"


def _text(text: str) -> str:
    return _IN_TEXT.sub(_braces, text)


def _braces(found: re.Match[str]) -> str:
    if found["formula"] is not None:
        return f"{{{formula_of(found['formula'])}}}"
    return f"{{{name_of(found['name'])}}}" if name_of(found["name"]).isidentifier() else found[0]


def _given(text: str, start: int) -> tuple[list[str], int]:
    """What stands in brackets from ``start`` on, parted by commas, and where they end."""
    depth, parts, begun = 1, [], start
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0 or (depth == 1 and text[place] == ","):
            parts.append(text[begun:place].strip())
            begun = place + 1
        if depth == 0:
            return parts, begun
    raise CannotBeHeld(_("The formula cannot be read."))


def _numbers(definition: Element) -> str:
    """A line of numbers to draw: from, to and by steps of so many decimals, or as the bank wrote it."""
    name = name_of(definition.findtext("name/text") or "")
    as_written = (definition.findtext(f"{WRITTEN}/text") or "").strip()
    if as_written:
        return f"{name} = {as_written}"
    if (definition.findtext("distribution/text") or "uniform").strip() != "uniform":
        raise CannotBeHeld(_("Its numbers are not drawn evenly, and those of the bank are."))
    first, last = (read_decimal(definition.findtext(f"{end}/text") or "") for end in ("minimum", "maximum"))
    decimals = (definition.findtext("decimals/text") or "0").strip()
    if decimals not in DECIMALS:
        raise CannotBeHeld(_("The formula cannot be read."))
    step = Decimal(1).scaleb(-int(decimals))
    return f"{name} = {first:f}" if first == last else f"{name} = {first:f} to {last:f} step {step:f}"


def _decimals(draft: Draft, answer: Element) -> str:
    length = (answer.findtext("correctanswerlength") or "2").strip()
    if (answer.findtext("correctanswerformat") or "1").strip() == "1" and length in DECIMALS:
        return length
    draft.note("decimals", _("The file rounds in another way: here the answer has four decimals."))
    return DECIMALS[-1]


def _tolerance(answer: Element) -> str:
    margin = read_decimal(answer.findtext("tolerance") or "0")
    if margin and (answer.findtext("tolerancetype") or "").strip() not in RELATIVE:
        raise CannotBeHeld(_("Its tolerance is an amount: where numbers are drawn the bank has percents."))
    return f"{(margin * FULL).normalize():f}" if margin else ""


class _Powers(ast.NodeTransformer):
    """Powers as Moodle has them, and its names in braces."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.op, ast.Pow):
            return ast.Call(ast.Name("pow"), [node.left, node.right], [])
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id == "emi":
            raise CannotBeHeld(_("Moodle knows no equal instalment."))
        node.args = [self.visit(each) for each in node.args]
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(f"{{{node.id}}}")
