"""A question of a file on its way to a row of the table of questions.

What the bank asks for and a file may lack is the sentence that says why the right answer is right: where the file says
something of the question as a whole, or of its right answers, it is that; else the right answer itself, and it is said
that somebody should write it better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Context, Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.authoring import LETTERS, letters_in
from assessments.enums import QuestionKind
from core.text import cut
from exchange.kinds import FoundRow

FULL = Decimal(100)
# What a share such as a third is rounded to in a file.
SHARE = Decimal("0.5")
LONGEST_ANSWER_SHOWN = 400
_PERCENTS = Context(prec=12, rounding=ROUND_CEILING)

WRONG_IS_NOT_REPLIED_TO = _(
    "What the file says to a wrong answer is left out: here who chooses is replied to, not who types."
)


class CannotBeHeld(ValueError):
    """The bank cannot hold this question: ``sentence`` says why."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__("a question that cannot be held")
        self.sentence = sentence


@dataclass(frozen=True)
class Option:
    """An answer of the file: its ``percent`` of the marks, and what who gave it is told."""

    text: str
    percent: Decimal
    reply: str = ""


@dataclass
class Draft:
    """What is known of a question so far. ``said`` is what the file says of it and of its right answers."""

    line: int
    category: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str | Promise] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Something that explains, once."""
        if text and text not in self.said:
            self.said.append(text)

    def note(self, column: str, sentence: str | Promise) -> None:
        """What could not be taken as it stands, the first of each column."""
        self.notes.setdefault(column, sentence)


def found_row(draft: Draft, fill: Callable[[Draft], None]) -> FoundRow:
    """The row of a question that ``fill`` writes into ``draft``, or the row that is refused."""
    where = {"category": draft.category}
    try:
        fill(draft)
    except CannotBeHeld as problem:
        return FoundRow(draft.line, draft.cells | where, {"": problem.sentence}, is_refused=True)
    explanation = " ".join(draft.said)
    if not explanation:
        explanation = made_up_explanation(draft.cells)
        draft.note("explanation", _("The file does not say why: write it later, in the form."))
    return FoundRow(draft.line, draft.cells | where | {"explanation": explanation}, draft.notes)


def made_up_explanation(cells: Mapping[str, str]) -> str:
    """What stands for why, where a file does not say it."""
    return f"The right answer: {cut(right_answer(cells), LONGEST_ANSWER_SHOWN)}"


def choose(draft: Draft, options: Sequence[Option], *, several: bool) -> None:
    """Write answers of which one or ``several`` are chosen. Raises CannotBeHeld."""
    right = [option for option in options if option.percent > 0]
    _check_right(right, several=several)
    _check_texts(options)
    draft.cells["kind"] = QuestionKind.MULTIPLE if several else QuestionKind.CHOICE
    letters = rows(draft, [("option", option.text) for option in options])
    draft.cells["right"] = ",".join(letter for letter, each in zip(letters, options, strict=True) if each.percent > 0)
    for letter, option in zip(letters, options, strict=True):
        if option.percent > 0:
            draft.say(option.reply)
        elif option.reply:
            draft.cells[f"reply_{letter}"] = option.reply
    taken = FULL / len(right) if several else Decimal(0)
    if any(abs(option.percent + taken) > SHARE for option in options if option.percent <= 0):
        draft.note("right", _TAKES_AWAY if several else _TAKES_NOTHING)


def true_or_false(draft: Draft, *, is_true: bool, wrong: str) -> None:
    """Write what is true or false; ``wrong`` is said to who is mistaken."""
    draft.cells |= {"kind": QuestionKind.TRUTH, "right": "a" if is_true else "b"}
    if wrong:
        draft.cells["reply_b" if is_true else "reply_a"] = wrong


def words(draft: Draft, options: Sequence[Option]) -> None:
    """Write words of which each is right; ``*`` of a file stands for any letters. Raises CannotBeHeld."""
    accepted = whole_marks(draft, options, "accepted")
    _check_texts(accepted)
    if any("*" in option.text.replace(r"\*", "") for option in accepted):
        raise CannotBeHeld(_("An * in an answer stands for any letters: write each answer that is right."))
    draft.cells |= {
        "kind": QuestionKind.SHORT,
        "accepted": "\n".join(option.text.replace(r"\*", "*") for option in accepted),
    }


def whole_marks(draft: Draft, options: Sequence[Option], column: str) -> list[Option]:
    """Those of ``options`` that are right, for ``column``; what they say explains.

    Raises CannotBeHeld where one is half right.
    """
    accepted = [option for option in options if option.percent >= FULL]
    if any(0 < option.percent < FULL for option in options):
        raise CannotBeHeld(_PART_OF_THE_MARKS)
    if not accepted:
        raise CannotBeHeld(_("No answer is right in the file."))
    if any(option.reply for option in options if option not in accepted):
        draft.note(column, WRONG_IS_NOT_REPLIED_TO)
    for option in accepted:
        draft.say(option.reply)
    return accepted


def number(draft: Draft, value: Decimal, margin: Decimal) -> None:
    """Write a number, right within ``margin`` of ``value``. Raises CannotBeHeld."""
    draft.cells |= {
        "kind": QuestionKind.NUMERIC,
        "right": f"{value:f}",
        "tolerance": tolerance_in_percent(value, margin),
    }


def tolerance_in_percent(value: Decimal, margin: Decimal) -> str:
    """``margin`` in percent of ``value``, to twelve digits upwards: what is right at the edge stays right."""
    if not margin:
        return ""
    if not value:
        raise CannotBeHeld(_("About nought there is no tolerance in percent, and the bank has no other."))
    return f"{_PERCENTS.divide(abs(margin) * 100, abs(value)).normalize():f}"


def read_decimal(text: str) -> Decimal:
    """The number a file writes, such as 1.5e3. Raises CannotBeHeld."""
    try:
        value = Decimal(text.strip())
        if value.is_finite() and abs(value.adjusted()) <= _PERCENTS.prec:
            return value + 0
    except InvalidOperation:
        pass
    raise CannotBeHeld(_("What stands for the right number is no number."))


def pairs(draft: Draft, matched: Sequence[tuple[str, str]]) -> None:
    """Write pairs; one without its left side is one too many to choose from. Raises CannotBeHeld."""
    draft.cells["kind"] = QuestionKind.MATCH
    found = sorted(matched, key=lambda pair: not pair[0])
    letters = rows(draft, [("option", left) for left, _right in found])
    draft.cells |= {f"partner_{letter}": right for letter, (_left, right) in zip(letters, found, strict=True)}


def rows(draft: Draft, texts: Sequence[tuple[str, str]]) -> list[str]:
    """Write rows of ``texts``, (name of the part, text), and give their letters. Raises CannotBeHeld."""
    if len(texts) > len(LETTERS):
        raise CannotBeHeld(_("It has more than twelve answers."))
    draft.cells |= {f"{name}_{letter}": text for letter, (name, text) in zip(LETTERS, texts, strict=False)}
    return list(LETTERS[: len(texts)])


def right_answer(cells: Mapping[str, str]) -> str:
    """What is right, in words."""
    options = [(cells.get(f"option_{letter}", ""), cells.get(f"partner_{letter}", "")) for letter in LETTERS]
    said: dict[QuestionKind, Callable[[], str]] = {
        QuestionKind.TRUTH: lambda: "True" if cells["right"] == "a" else "False",
        QuestionKind.NUMERIC: lambda: f"{cells['right']} {cells.get('unit', '')}".strip(),
        QuestionKind.CALCULATED: lambda: f"{{{cells['formula']}}}",
        QuestionKind.SHORT: lambda: cells["accepted"].partition("\n")[0],
        QuestionKind.BLANKS: lambda: cells["passage"].replace("\n", " "),
        QuestionKind.ORDER: lambda: ", ".join(text for text, _partner in options if text),
        QuestionKind.MATCH: lambda: "; ".join(f"{text} – {partner}" for text, partner in options if text),
    }
    says = said.get(QuestionKind(cells["kind"]))
    return says() if says else "; ".join(cells[f"option_{letter}"] for letter in letters_in(cells["right"]))


def _check_texts(options: Sequence[Option]) -> None:
    if not all(option.text for option in options):
        raise CannotBeHeld(_("An answer has no text."))


def _check_right(right: Sequence[Option], *, several: bool) -> None:
    if not right:
        raise CannotBeHeld(_("No answer is right in the file."))
    if not several and any(option.percent < FULL for option in right):
        raise CannotBeHeld(_PART_OF_THE_MARKS)
    if not several and len(right) > 1:
        raise CannotBeHeld(_("Several answers are each wholly right, and only one may be chosen."))
    if several and any(abs(option.percent - FULL / len(right)) > SHARE for option in right):
        raise CannotBeHeld(_("Its right answers do not count alike: the bank gives each the same share."))


_PART_OF_THE_MARKS = _("An answer gives a part of the marks: in the bank it is right or wrong.")
_TAKES_AWAY = _("In the bank each wrong choice takes away as much as a right one gives.")
_TAKES_NOTHING = _("In the bank a wrong choice takes nothing away.")
