"""Whether a row of a file says what a question of the bank says. Plain rule over rows: {column: text}, kind by value.

A form of file need not say everything: of what it has no place for (unit, pictures, why) nothing is asked. Answers to
choose from and pairs are the same in any order, for learners see them mixed; that a mistake is to be found is said by
tables alone.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.authoring import LETTERS, letters_in
from assessments.enums import QuestionKind
from assessments.formats.drafts import made_up_explanation
from assessments.illustrated import KEPT_AS
from core.numbers import parse_number
from core.text import line

Row = Mapping[str, str]
IN_ANY_ORDER = frozenset({QuestionKind.CHOICE, QuestionKind.PICTURE, QuestionKind.MULTIPLE, QuestionKind.MATCH})
OF_LINES = ("accepted", "passage", "numbers")
# What a form of file may have no place for: unsaid it is taken to be so.
MAY_BE_UNSAID = ("unit", *KEPT_AS, *(f"{name}_{letter}" for name in KEPT_AS for letter in LETTERS))


def says_the_same(said: Row, kept: Row) -> bool:
    """Whether who brings ``said`` in would have the question whose row is ``kept`` twice."""
    is_told = all(_is_so_or_unsaid(said, kept, column) for column in MAY_BE_UNSAID)
    return is_told and _asked(said) == _asked(kept) and _explains_the_same(said, kept)


def _asked(row: Row) -> tuple[Any, ...]:
    """What is asked and what is right, without what says nothing about it."""
    kind = QuestionKind(row["kind"])
    kind = QuestionKind.CHOICE if kind == QuestionKind.MISTAKE else kind
    is_number = kind == QuestionKind.NUMERIC
    right = () if is_number else letters_in(row.get("right", ""))
    options = [
        (
            line(row.get(f"option_{letter}", "")) if kind != QuestionKind.TRUTH else letter,
            line(row.get(f"partner_{letter}", "")),
            line(row.get(f"reply_{letter}", "")),
            line(row.get(f"region_{letter}", "")),
            letter in right,
        )
        for letter in LETTERS
    ]
    written = [option for option in options if any(option)]
    return (
        kind,
        line(row["prompt"]),
        sorted(written) if kind in IN_ANY_ORDER else written,
        _number(row.get("right", "")) if is_number else None,
        _number(row.get("tolerance", "")),
        line(row.get("formula", "")),
        _number(row.get("decimals", "")),
        *([line(each) for each in row.get(column, "").splitlines() if line(each)] for column in OF_LINES),
    )


def _is_so_or_unsaid(said: Row, kept: Row, column: str) -> bool:
    return line(said.get(column) or "") in ("", line(kept.get(column) or ""))


def _explains_the_same(said: Row, kept: Row) -> bool:
    """A file that did not say why was read with the right answer in its place."""
    return _is_so_or_unsaid(said, kept, "explanation") or said["explanation"] == made_up_explanation(said)


def _number(typed: str) -> Decimal | str:
    """However it is written; nothing is nought."""
    try:
        return parse_number(typed) if typed.strip() else Decimal(0)
    except ValueError:
        return line(typed)
