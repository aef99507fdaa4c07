"""Blanks inside a text, as Moodle writes them: ``Sales {1:NUMERICAL:=540:5.4} less {1:SHORTANSWER:=cost~=costs}.``"""

import html
import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assessments.blanks import read_passage
from assessments.enums import QuestionKind
from assessments.formats.drafts import (
    FULL,
    CannotBeHeld,
    Draft,
    Option,
    read_decimal,
    tolerance_in_percent,
    whole_marks,
)
from assessments.formats.plain import plain_text
from core.numbers import parse_number

# What is asked where a file has the text alone.
FILL_IN = "Fill in the blanks."
BLANK = re.compile(r"\{(?P<weight>\d*):(?P<type>[A-Z_]+):(?P<answers>(?:\\.|[^}\\])*)\}", re.DOTALL)
WORDS = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
NUMBER = frozenset({"NUMERICAL", "NM"})
_HELD = chr(0xFDD0)
_PARTS = re.compile(r"(?<!\\)~")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ANSWER = re.compile(
    r"\s*(?:(?P<right>=)|%(?P<percent>-?\d+(?:\.\d+)?)%)?(?P<text>(?:\\.|[^#\\])*)(?:#(?P<reply>.*))?", re.DOTALL
)


def fill(draft: Draft, written: str, *, is_plain: bool) -> None:
    """Write a passage with its blanks. Its first line, where it has no blank, is what is asked. Raises CannotBeHeld."""
    blanks = list(BLANK.finditer(written))
    if len({blank["weight"] or "1" for blank in blanks}) > 1:
        raise CannotBeHeld(_("Its blanks do not count alike: the bank gives each the same share."))
    held = BLANK.sub(_HELD, written)
    text = held.strip() if is_plain else plain_text(held)
    first, _end, rest = text.partition("\n")
    if rest and _HELD not in first:
        draft.cells["prompt"], text = first.strip(), rest
    else:
        draft.cells["prompt"] = FILL_IN
        draft.note("prompt", _("The file has the text alone: say in the form what is asked."))
    if re.search(r"[\[\]]", text):
        raise CannotBeHeld(_("Brackets in the text would be taken for blanks."))
    found = [_blank(draft, blank, is_plain=is_plain) for blank in blanks]
    forms = iter(forms for forms, _tolerance in found)
    draft.cells |= {
        "kind": QuestionKind.BLANKS,
        "passage": re.sub(_HELD, lambda _held: f"[{' / '.join(next(forms))}]", text),
        "tolerance": _one_tolerance(found),
    }


def _blank(draft: Draft, blank: re.Match[str], *, is_plain: bool) -> tuple[list[str], set[str]]:
    """The forms that are right in a blank, and the tolerances in percent of those that are numbers."""
    if blank["type"] not in WORDS | NUMBER:
        raise CannotBeHeld(_("Words are chosen from a list inside the text: in the bank blanks are filled by typing."))
    options = whole_marks(
        draft, [_option(part, is_plain=is_plain) for part in _PARTS.split(blank["answers"])], "passage"
    )
    if blank["type"] in NUMBER:
        value, _colon, margin = options[0].text.partition(":")
        forms, tolerances = [value.strip()], {tolerance_in_percent(read_decimal(value), read_decimal(margin or "0"))}
    else:
        forms = [option.text for option in options]
        tolerances = {"" for form in forms if _is_number(form)}
    if len(options) > 1 and blank["type"] in NUMBER:
        raise CannotBeHeld(_("Several numbers are right in the file: the bank has one, with its tolerance."))
    if any(re.search(r"[\[\]*]|\s/\s", form) for form in forms):
        raise CannotBeHeld(_("Brackets, strokes or an * in the answer of a blank mean something else in the bank."))
    return forms, tolerances


def _option(part: str, *, is_plain: bool) -> Option:
    found = _ANSWER.fullmatch(part if is_plain else html.unescape(part))
    if not found:
        raise CannotBeHeld(_("The answers of a blank cannot be read."))
    percent = Decimal(found["percent"]) if found["percent"] else FULL if found["right"] else Decimal(0)
    text, reply = (_ESCAPED.sub(r"\1", found[name] or "").strip() for name in ("text", "reply"))
    return Option(text if is_plain else plain_text(text), percent, reply if is_plain else plain_text(reply))


def _one_tolerance(found: list[tuple[list[str], set[str]]]) -> str:
    tolerances = {tolerance for _forms, several in found for tolerance in several}
    if len(tolerances) > 1:
        raise CannotBeHeld(_("Its numbers have several tolerances: the bank has one for all blanks of a text."))
    return next(iter(tolerances), "")


def _is_number(form: str) -> bool:
    try:
        parse_number(form)
    except ValueError:
        return False
    return True


def written(passage: str, tolerance: Decimal) -> str:
    """The other way round: a passage as an author writes it, in brackets. Raises CannotBeHeld."""
    kept, forms = read_passage(passage)
    if BLANK.search(kept):
        raise CannotBeHeld(_("Something in the text would be taken for a blank."))
    each = iter(forms)
    return re.sub(r"\[[a-z]\]", lambda _letter: _written_blank(next(each), tolerance), kept)


def _written_blank(forms: list[str], tolerance: Decimal) -> str:
    numbers = [form for form in forms if _is_number(form)]
    if numbers and tolerance:
        if len(forms) > 1:
            raise CannotBeHeld(_("A number and its tolerance stand beside other answers of one blank."))
        value = parse_number(forms[0])
        return f"{{1:NUMERICAL:={value:f}:{(abs(value) * tolerance / 100).normalize():f}}}"
    return "{1:SHORTANSWER:" + "~".join("=" + re.sub(r"([~}#\\\"=/*])", r"\\\1", form) for form in forms) + "}"
