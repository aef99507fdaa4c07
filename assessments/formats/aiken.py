"""Aiken, a text format of one right answer of several: https://docs.moodle.org/en/Aiken_format

A question is its text, its answers each behind a letter, and a line that names the right one. It has no comments, no
categories and says nothing of why.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from string import ascii_uppercase

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.authoring import letters_in
from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.formats.drafts import FULL, CannotBeHeld, Draft, Option, choose, found_row, true_or_false
from assessments.formats.plain import plain_text
from assessments.formats.writing import Row, lettered, options_of
from exchange.kinds import FoundRow

_ANSWER = re.compile(r"ANSWER\s*:\s*(?P<letter>[A-Z])\s*")
_OPTION = re.compile(r"(?P<letter>[A-Z])\s*[.)]\s+(?P<text>.*)")
TRUE_AND_FALSE = ["True", "False"]
HELD = ONE_IS_CHOSEN - {QuestionKind.PICTURE}


def is_aiken(text: str) -> bool:
    """Whether some line of ``text`` says which answer is right."""
    return any(_ANSWER.fullmatch(line.strip()) for line in text.split("\n"))


def read(text: str) -> Iterator[FoundRow]:
    """The questions of a file, each with the line it begins on."""
    first, lines = 0, list[str]()
    for place, line in enumerate(map(str.strip, text.split("\n")), start=1):
        if not line:
            continue
        first = first if lines else place
        lines.append(line)
        if _ANSWER.fullmatch(line):
            yield found_row(Draft(first), partial(_fill, lines))
            lines = []
    if lines:
        yield found_row(Draft(first), partial(_fill, lines))


def write(rows: Iterable[Row]) -> Iterator[str]:
    """The file, piece by piece; what it cannot hold is not in it: :func:`left_out_of` says what."""
    for row in rows:
        lines = list(_lines(row))
        if _comes_back(row, lines):
            yield "\n".join([*lines, "", ""])


def left_out_of(rows: Iterable[Row]) -> Iterator[tuple[str, str | Promise]]:
    """What is asked, and why it is not in the file, of each of ``rows`` that Aiken cannot hold."""
    for row in rows:
        if row["kind"] not in HELD:
            yield row["prompt"], _("Aiken has questions of one right answer alone.")
        elif not _comes_back(row, list(_lines(row))):
            yield row["prompt"], _("Something in its words would be taken for a sign of Aiken, or has no place in it.")


def _fill(lines: list[str], draft: Draft) -> None:
    *asked, last = lines
    right = _ANSWER.fullmatch(last)
    found = [option for line in asked if (option := _OPTION.fullmatch(line))]
    prompt = [line for line in asked if not _OPTION.fullmatch(line)]
    draft.cells["prompt"] = " ".join(prompt)
    if not right or not found or asked[: len(prompt)] != prompt:
        raise CannotBeHeld(_("Write the question, then its answers as A. B. C., then a line such as ANSWER: A."))
    draft.cells["prompt"] = plain_text("\n".join(prompt))
    if right["letter"] not in [option["letter"] for option in found]:
        raise CannotBeHeld(_("There is no answer in the row that is said to be right."))
    options = [
        Option(plain_text(option["text"]), FULL if option["letter"] == right["letter"] else Decimal(0))
        for option in found
    ]
    if [option.text for option in options] == TRUE_AND_FALSE:
        true_or_false(draft, is_true=options[0].percent == FULL, wrong="")
    else:
        choose(draft, options, several=False)


def _lines(row: Row) -> Iterator[str]:
    if row["kind"] not in HELD:
        return
    options, right = _options(row), letters_in(row["right"])[0]
    yield row["prompt"]
    yield from (f"{letter}. {option}" for letter, option in zip(ascii_uppercase, options, strict=False))
    yield f"ANSWER: {right.upper()}"


def _options(row: Row) -> list[str]:
    return TRUE_AND_FALSE if row["kind"] == QuestionKind.TRUTH else [option.text for option in options_of(row)]


def _comes_back(row: Row, lines: list[str]) -> bool:
    """Whether these lines are read as what they were written from: nothing in them looks like something else."""
    found = list(read("\n".join(lines)))
    if len(found) != 1 or found[0].is_refused or found[0].cells["prompt"] != row["prompt"]:
        return False
    is_truth = found[0].cells["kind"] == row["kind"] == QuestionKind.TRUTH
    return is_truth or [text for _letter, text in lettered(found[0].cells, "option")] == _options(row)
