"""Questions written as GIFT."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from assessments.enums import QuestionKind
from assessments.formats.drafts import CannotBeHeld
from assessments.formats.gift import CATEGORY, PLAIN, escaped, read_marked
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
from core.local_text import filled_in

ARROW = "->"


def write(rows: Iterable[Row]) -> Iterator[str]:
    """The file, piece by piece; what it cannot hold is a comment."""
    yield _comment(str(HEAD))
    category = ""
    for row in rows:
        if category_of(row) != category:
            category = category_of(row)
            yield f"\n{CATEGORY} {category}\n"
        try:
            yield f"\n{_notes(row)}{_question(row)}\n"
        except CannotBeHeld as problem:
            yield f"\n{_comment(left_out(row, problem.sentence))}"


def _notes(row: Row) -> str:
    notes = [str(IS_A_CHOICE)] if row["kind"] == QuestionKind.MISTAKE else []
    if row.get("unit"):
        notes.append(str(filled_in(_("Its unit has no place in this form of file: %(unit)s"), {"unit": row["unit"]})))
    return "".join(map(_comment, notes))


def _comment(text: str) -> str:
    return f"// {' '.join(text.split())}\n"


def _question(row: Row) -> str:
    answers = _ANSWERS.get(QuestionKind(row["kind"]))
    if answers is None:
        raise has_no_place(row)
    explained = f"\n#### {said(row['explanation'])}" if row["explanation"] else ""
    return f"::{escaped(row.get('key') or '-')}:: {said(row['prompt'])} {{{answers(row)}{explained}\n}}"


def said(text: str) -> str:
    """``text`` as it comes back unchanged: told to be plain where it would be taken for something else."""
    return escaped(text) if _comes_back(text) else f"[{PLAIN}]{escaped(text)}"


def _comes_back(text: str) -> bool:
    try:
        return read_marked(escaped(text, held=True)) == text
    except CannotBeHeld:
        return False


def _options(row: Row) -> str:
    several = row["kind"] == QuestionKind.MULTIPLE
    lines = []
    for option in options_of(row):
        sign = f"~%{option.percent:f}%" if several else "=" if option.percent > 0 else "~"
        reply = f" # {said(option.reply)}" if option.reply else ""
        lines.append(f"\n\t{sign} {said(option.text)}{reply}")
    return "".join(lines)


def _truth(row: Row) -> str:
    reply = reply_to_wrong(row)
    return ("TRUE" if is_true(row) else "FALSE") + (f" # {said(reply)}" if reply else "")


def _number(row: Row) -> str:
    margin = margin_of(row)
    return f"#{row['right']}" + (f":{margin:f}" if margin else "")


def _words(row: Row) -> str:
    forms = [form.replace("*", r"\*") for form in row["accepted"].splitlines()]
    if any(ARROW in form for form in forms):
        raise CannotBeHeld(_("An arrow in it would be taken for a pair."))
    return "".join(f"\n\t= {said(form)}" for form in forms)


def _pairs(row: Row) -> str:
    if any(ARROW in left for _letter, left in lettered(row, "option")):
        raise CannotBeHeld(_("An arrow in it would be taken for a pair."))
    return "".join(f"\n\t= {said(left)} {ARROW} {said(right)}" for left, right in pairs_of(row))


_ANSWERS = {
    QuestionKind.CHOICE: _options,
    QuestionKind.MISTAKE: _options,
    QuestionKind.MULTIPLE: _options,
    QuestionKind.TRUTH: _truth,
    QuestionKind.NUMERIC: _number,
    QuestionKind.SHORT: _words,
    QuestionKind.MATCH: _pairs,
}
