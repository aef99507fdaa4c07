"""Formulas that authors write: names, numbers, + - * / ^ and a handful of functions, worked out in decimals.

The text is read by Python's own parser, and of what that makes only what is listed here is let through: no names but
those given, no attributes, no loops. So a formula always ends, and its size is bounded before it is read. Authors may
write × ÷ − and ^ as on paper.

Worked (DOMAIN c): ``ceil(5300 / (40 - 28))`` is 442 (X4), ``emi(80000, 1, 24)`` is 3765.88 after rounding (X9).
"""

import ast
import decimal
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LONGEST = 200
MOST_PARTS = 80
LARGEST_POWER = 1000
NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
AS_ON_PAPER = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "^": "**"})

# Twenty-eight digits, and a number too large or undefined is an error, never an infinity.
ARITHMETIC = decimal.Context(
    prec=28,
    rounding=decimal.ROUND_HALF_UP,
    Emin=-40,
    Emax=20,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)


class FormulaIsWrong(ValueError):
    """It cannot be read: ``sentence`` says why, for its author."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__("a formula that cannot be read")
        self.sentence = sentence


class HasNoValue(ValueError):
    """With these numbers it comes to nothing: a division by nought, or a number too large."""


@dataclass(frozen=True)
class Formula:
    """A formula that was read; ``names`` are the numbers it asks for."""

    tree: ast.expr
    text: str
    names: frozenset[str]

    def value(self, numbers: Mapping[str, Decimal]) -> Decimal:
        """What it comes to, unrounded. Raises HasNoValue, and KeyError where a number is missing."""
        with decimal.localcontext(ARITHMETIC):
            try:
                return _value(self.tree, self.text, numbers) + 0
            except decimal.DecimalException as error:
                raise HasNoValue from error


def read_formula(typed: str) -> Formula:
    """The formula in ``typed``. Raises FormulaIsWrong."""
    text = typed.translate(AS_ON_PAPER).strip()
    if len(text) > LONGEST:
        raise FormulaIsWrong(_("This formula is too long: 200 signs at most."))
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaIsWrong(_("This formula cannot be read. Write it like (price - cost) * packets.")) from None
    if sum(1 for _node in ast.walk(tree)) > MOST_PARTS:
        raise FormulaIsWrong(_("This formula has too many parts."))
    names: set[str] = set()
    _check(tree, text, names)
    return Formula(tree, text, frozenset(names))


def half_up(value: Decimal, decimals: Decimal = Decimal(0)) -> Decimal:
    """``value`` to so many ``decimals`` (-6 to 6), a half rounded away from 0. Raises decimal.InvalidOperation."""
    if decimals % 1 or not -6 <= decimals <= 6:
        raise decimal.InvalidOperation
    return value.quantize(Decimal(1).scaleb(-int(decimals)), rounding=decimal.ROUND_HALF_UP)


def equated_instalment(loan: Decimal, percent_a_month: Decimal, months: Decimal) -> Decimal:
    """The equal instalment of a loan on its reducing balance, unrounded (DOMAIN X9)."""
    rate = percent_a_month / 100
    if not rate:
        return loan / months
    grown = _power(1 + rate, months)
    return loan * rate * grown / (grown - 1)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > LARGEST_POWER:
        raise decimal.Overflow
    if not base and exponent < 0:
        raise decimal.DivisionByZero  # decimals make an infinity of it without a word
    return base**exponent


def _to_whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda value: value.to_integral_value(rounding=rounding)


FUNCTIONS: dict[str, tuple[Callable[..., Decimal], range]] = {
    "ceil": (_to_whole(decimal.ROUND_CEILING), range(1, 2)),
    "floor": (_to_whole(decimal.ROUND_FLOOR), range(1, 2)),
    "round": (half_up, range(1, 3)),
    "abs": (abs, range(1, 2)),
    "min": (min, range(2, 9)),
    "max": (max, range(2, 9)),
    "emi": (equated_instalment, range(3, 4)),
}
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Pow: _power,
}
_SIGNS: dict[type[ast.unaryop], Callable[[Decimal], Decimal]] = {ast.USub: lambda it: -it, ast.UAdd: lambda it: it}


def _check(node: ast.expr, text: str, names: set[str]) -> None:
    """Let through what is listed, and gather the names. Raises FormulaIsWrong."""
    for part in _parts(node, text):
        _check(part, text, names)
    if isinstance(node, ast.Name):
        if not NAME.fullmatch(node.id):
            raise FormulaIsWrong(_strange(node, text))
        names.add(node.id)


def _parts(node: ast.expr, text: str) -> list[ast.expr]:
    """What ``node`` is made of. Raises FormulaIsWrong where it is not allowed."""
    match node:
        case ast.Name():
            return []
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            _number(node, text)
            return []
        case ast.BinOp(op=operation) if type(operation) in _OPERATIONS:
            return [node.left, node.right]
        case ast.UnaryOp(op=sign) if type(sign) in _SIGNS:
            return [node.operand]
        case ast.Call(func=ast.Name(id=name), args=given, keywords=[]) if name in FUNCTIONS:
            if len(given) not in FUNCTIONS[name][1]:
                raise FormulaIsWrong(format_lazy(_("{name} is given too many numbers, or too few."), name=name))
            return given
    raise FormulaIsWrong(_strange(node, text))


def _strange(node: ast.expr, text: str) -> str | Promise:
    if isinstance(node, ast.Tuple):
        return _("Write numbers without commas: 60000.")
    part = ast.get_source_segment(text, node) or text
    return format_lazy(_("This is not understood in a formula: {part}"), part=part)


def _number(node: ast.Constant, text: str) -> Decimal:
    """The digits as written: read as a binary fraction, 0.1 would be something else. Raises FormulaIsWrong."""
    written = ast.get_source_segment(text, node) or ""
    if not re.fullmatch(r"\d{1,15}(\.\d{1,10})?|\.\d{1,10}", written):
        raise FormulaIsWrong(_strange(node, text))
    return Decimal(written)


def _value(node: Any, text: str, numbers: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Name(id=name):
            return numbers[name]
        case ast.Constant():
            return _number(node, text)
        case ast.BinOp(left=left, op=operation, right=right):
            return _OPERATIONS[type(operation)](_value(left, text, numbers), _value(right, text, numbers))
        case ast.UnaryOp(op=sign, operand=operand):
            return _SIGNS[type(sign)](_value(operand, text, numbers))
    function, _many = FUNCTIONS[node.func.id]
    return function(*(_value(each, text, numbers) for each in node.args))


def as_lists(formula: Formula) -> Any:
    """``formula`` as nested lists, for a script that works it out: ``["-", "price", ["/", "cost", "12"]]``.

    The first of a list is the sign or the function; a name and a number are texts, a number begins with a digit or a
    point.
    """
    return _lists(formula.tree, formula.text)


_SIGNS_OF_LISTS: dict[type[ast.AST], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}


def _lists(node: Any, text: str) -> Any:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant():
            return str(_number(node, text))
        case ast.BinOp(left=left, op=operation, right=right):
            return [_SIGNS_OF_LISTS[type(operation)], _lists(left, text), _lists(right, text)]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ["-", _lists(operand, text)]
        case ast.UnaryOp(operand=operand):
            return _lists(operand, text)
    return [node.func.id, *(_lists(each, text) for each in node.args)]
