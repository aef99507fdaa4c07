"""What is typed in words or numbers: which forms of it are right, and the blanks of a passage.

An author writes a passage with the right answer of each blank in brackets, and others that are right too behind a
stroke between blanks: ``Sales [540] less cost [300] leave [240 / 240 rupees].`` Where lines are parted by ``|`` it is a
table, its first line the head: a day book, a statement. Kept are the passage with the letter of each blank in its
brackets, and the forms apart from it, for a page shows the passage to who answers.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from string import ascii_lowercase

from core.numbers import parse_number
from core.text import fold

MOST_BLANKS = 12
LONGEST_ANSWER = 100
LETTERS = ascii_lowercase[:MOST_BLANKS]
_BLANK = re.compile(r"\[([^\[\]]*)\]")
_AT_THE_ENDS = " .,;:!?।\"'‘’“”"


def is_one_of(given: str, forms: Sequence[str], tolerance_percent: float = 0) -> bool:
    """Whether ``given`` is one of ``forms``, however it is spelt (core.text.fold); a number however it is grouped.

    Where a form is a number, one at most ``tolerance_percent`` of it away is right too. Worked: of ``1,00,000`` are
    ``100000`` and ``₹1,00,000`` right; of ``cash book`` is ``Cash  Book.``
    """
    return any(_is(given, form, tolerance_percent) for form in forms)


def says_something(form: str) -> bool:
    """Whether a form that is right has a letter or a digit: of signs alone every other sign would be right."""
    return bool(_plain(form))


def read_passage(written: str) -> tuple[str, list[list[str]]]:
    """The passage as it is kept, and the forms of each of its blanks, in order.

    Raises ValueError where a bracket is not closed, is empty, or where there are none or too many blanks.
    """
    blanks = [[form for form in _forms(found) if form] for found in _BLANK.findall(written)]
    if re.search(r"[\[\]]", _BLANK.sub("", written)) or not all(blanks) or not 1 <= len(blanks) <= MOST_BLANKS:
        raise ValueError("a passage without whole blanks")
    letters = iter(LETTERS)
    return _BLANK.sub(lambda _found: f"[{next(letters)}]", written), blanks


def written_passage(passage: str, forms: dict[str, list[str]]) -> str:
    """The other way round."""
    return _BLANK.sub(lambda found: f"[{' / '.join(forms[found[1]])}]", passage)


def letters_in(passage: str) -> list[str]:
    """The letters of the blanks of a passage that is kept, in order."""
    return _BLANK.findall(passage)


def rows_of(passage: str) -> list[list[list[str]]]:
    """The lines of a passage that is kept, each as its cells, each as its pieces: words, letter, words, letter, words.

    A line of a text has one cell.
    """
    return [[_BLANK.split(cell.strip()) for cell in line.split("|")] for line in passage.splitlines() if line.strip()]


def _forms(written: str) -> list[str]:
    return [form.strip() for form in re.split(r"\s/\s", written)]


def _is(given: str, form: str, tolerance_percent: float) -> bool:
    number = _number(form)
    if number is None:
        return _plain(given) == _plain(form)
    typed = _number(given)
    return typed is not None and abs(typed - number) <= abs(number) * Decimal(str(tolerance_percent)) / 100


def _plain(text: str) -> str:
    return " ".join(fold(text).strip(_AT_THE_ENDS).split())


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except ValueError:
        return None
