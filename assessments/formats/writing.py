"""What every format needs to write a question down."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.authoring import LETTERS, letters_in
from assessments.formats.drafts import FULL, CannotBeHeld, Option
from core.local_text import filled_in

# A question as a row of the table: {column: text}, its kind by its value.
Row = Mapping[str, str]

HEAD = _("Questions in English. Their difficulty and their other languages have no place in this form of file.")
IS_A_CHOICE = _("To find the mistake is one right answer of several here.")


def left_out(row: Row, why: str | Promise) -> str:
    """A sentence about a question that a format cannot hold."""
    sentence = _("Left out: “%(prompt)s” %(why)s")
    return str(filled_in(sentence, {"prompt": row["prompt"], "why": why}))


def category_of(row: Row) -> str:
    """The lesson as a category of other systems; a stroke of a name is written twice."""
    names = (row.get(column, "").replace("/", "//") for column in ("course", "lesson"))
    return "/".join(["$course$", "top", *filter(None, names)])


def options_of(row: Row) -> list[Option]:
    """The answers that are chosen from, each with its percent: right ones share alike, wrong ones of several take."""
    right = letters_in(row["right"])
    share = (FULL / len(right)).quantize(Decimal("0.00001")).normalize()
    taken = -share if row["kind"] == "multiple" else Decimal(0)
    return [
        Option(text, share if letter in right else taken, row.get(f"reply_{letter}", ""))
        for letter, text in lettered(row, "option")
    ]


def lettered(row: Row, name: str) -> Iterator[tuple[str, str]]:
    """Letter and text of each row that has a text."""
    return ((letter, row[f"{name}_{letter}"]) for letter in LETTERS if row.get(f"{name}_{letter}"))


def pairs_of(row: Row) -> list[tuple[str, str]]:
    """The pairs of a match, those without a left side too."""
    found = ((row.get(f"option_{letter}", ""), row.get(f"partner_{letter}", "")) for letter in LETTERS)
    return [pair for pair in found if any(pair)]


def is_true(row: Row) -> bool:
    """Whether what is true or false is true."""
    return letters_in(row["right"]) == ["a"]


def reply_to_wrong(row: Row) -> str:
    """What who is mistaken about what is true or false is told."""
    return row.get("reply_b" if is_true(row) else "reply_a", "")


def margin_of(row: Row) -> Decimal:
    """How far beside the right number is right."""
    return (abs(Decimal(row["right"])) * Decimal(row.get("tolerance") or 0) / 100).normalize()


def has_no_place(row: Row) -> CannotBeHeld:
    """That a format has nothing like this kind."""
    return CannotBeHeld(_("This form of file has no such kind of question."))
