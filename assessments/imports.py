"""Questions as a table, out and in again; and files of other systems, read as such a table.

It has their English; other languages stay with what they translate.

A row that came out names its question by ``key``, a row without one is a new question. Only what stands otherwise in a
row than in its question is written; a column that the file has not is left as it is.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.authoring import LETTERS
from assessments.bank import write_question
from assessments.enums import Difficulty, QuestionKind, QuestionState
from assessments.formats.known import FORMS
from assessments.lessons_named import Cells, into_lesson, lesson_about, naming_lessons
from assessments.models import Question
from assessments.permissions import reviews_questions
from assessments.queries import questions_worded
from assessments.question_rows import OF_A_ROW, TRANSLATED, QuestionRowForm, cells_of
from assessments.sameness import says_the_same
from core.enums import Language
from core.local_text import SOURCE, filled_in
from core.text import fold
from exchange.enums import Verdict
from exchange.kinds import Asked, ImportKind, Judgement, Row, Text, one_by_one

# Fewer rows would leave no place for one answer more.
FEWEST_ROWS = 6
RIGHTS = ("wagtailadmin.access_admin", "assessments.add_question", "assessments.change_question")


def as_table(questions: Iterable[Question]) -> tuple[list[str], list[list[str]]]:
    """Head and rows of these questions, in English: in whatever language the reader brings it in, it is understood."""
    with override(SOURCE):
        rows = [cells_of(question) for question in questions]
        used = max((_rows_used(row) for row in rows), default=0)
        too_many = {f"{name}_{letter}" for letter in LETTERS[max(used, FEWEST_ROWS) :] for name in OF_A_ROW}
        shown = [column for column in QUESTIONS.columns if column.key not in too_many]
        return [str(column.label) for column in shown], [[row[column.key] for column in shown] for row in rows]


def as_text(questions: Iterable[Question], form: str) -> Iterator[str]:
    """These questions in the ``form`` of another system, one of its FORMS, piece by piece; in English, too."""
    with override(SOURCE):
        yield from FORMS[form].write(_rows_of(questions))


def left_out(questions: Iterable[Question], form: str) -> list[tuple[str, str]]:
    """What is asked, and why not, of those that :func:`as_text` leaves out without a word of it in the file."""
    return [(prompt, str(why)) for prompt, why in FORMS[form].left_out_of(_rows_of(questions))]


def may(user: Any, about: str) -> bool:
    """Who may write questions in the admin; about a lesson or none."""
    return bool(user.has_perms(RIGHTS)) and (not about or lesson_about(about) is not None)


def completing(about: str) -> Callable[[Cells], Cells]:
    """For the cells of a row: the same with their lesson, and with the kind by its name, as a table has it."""
    with_lesson = naming_lessons(about)

    def complete(cells: Cells) -> Cells:
        kind = cells.get("kind", "")
        named = {"kind": str(QuestionKind(kind).label)} if kind in QuestionKind.values else {}
        return {**with_lesson(cells), **named}

    return complete


def ways(user: Any) -> list[tuple[str, Text]]:
    """The states in which what is new may begin: in use for who may take questions into use, to be reviewed for all."""
    reviewed = (QuestionState.IN_REVIEW, _("To be reviewed first"))
    return [reviewed, (QuestionState.IN_USE, _("Into use, at once"))] if reviews_questions(user) else [reviewed]


def identity(row: Row) -> str:
    """The question, or a lesson and what is asked."""
    question = row["key"]
    return f"#{question.pk}" if question else f"{row['lesson'].pk} {fold(row['prompt'])}"


def judge(row: Row, asked: Asked) -> Judgement:
    """What the row would do to the bank."""
    question = row["key"]
    if question is None:
        return _judged_as_new(row)
    if not _changes(question, row):
        return Judgement(Verdict.SAME)
    before = _("Before: %(text)s")
    reasons = {name: filled_in(before, {"text": text or "–"}) for name, text in row["before"].items()}
    others = [str(Language(code).label) for code in question.texts if code != SOURCE]
    if others and TRANSLATED & set(reasons):
        sentence = _("It stays as it is in these languages: %(names)s. See whether that still fits.")
        reasons[""] = filled_in(sentence, {"names": ", ".join(others)})
    return Judgement(Verdict.CHANGED, reasons)


def write(row: Row, asked: Asked) -> None:
    question, written = row["key"], row["written"]
    write_question(
        question,
        lesson=row["lesson"],
        objective=row["objective"],
        kind=row["kind"],
        difficulty=_difficulty(row),
        texts=written.texts if written else question.texts,
        answer=written.answer if written else question.answer,
        by=asked.by,
        state=_state_of_new(asked),
    )


def _state_of_new(asked: Asked) -> QuestionState:
    """What was chosen, unless who brings it in may not, or may not any more, take questions into use."""
    at_once = asked.way == QuestionState.IN_USE and reviews_questions(asked.by)
    return QuestionState.IN_USE if at_once else QuestionState.IN_REVIEW


def _rows_of(questions: Iterable[Question]) -> list[Cells]:
    return [cells_of(question) | {"kind": question.kind} for question in questions]


def _judged_as_new(row: Row) -> Judgement:
    alike = questions_worded(row["lesson"], row["prompt"])
    if any(_is_there(question, row) for question in alike):
        return Judgement(Verdict.SAME)
    if alike:
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"prompt": _("This lesson has a question with these words.")})
    return Judgement(Verdict.NEW)


def _is_there(question: Question, row: Row) -> bool:
    """Whether it says of the question what the question is; of what it does not say nothing is asked."""
    is_as_hard = not row["difficulty"] or int(row["difficulty"]) == question.difficulty
    tests_the_same = _objective(row) in (None, question.objective_id)
    return is_as_hard and tests_the_same and says_the_same(row, cells_of(question) | {"kind": question.kind})


def _changes(question: Question, row: Row) -> bool:
    written = row["written"]
    kept = (question.lesson_id, question.objective_id, question.kind, question.difficulty)
    is_written = written is not None and (written.texts, written.answer) != (question.texts, question.answer)
    return is_written or kept != (row["lesson"].pk, _objective(row), row["kind"], _difficulty(row))


def _objective(row: Row) -> UUID | None:
    return row["objective"].pk if row["objective"] else None


def _difficulty(row: Row) -> int:
    """As the row says; else as it is, and of a new question the easiest."""
    known = row["key"].difficulty if row["key"] else Difficulty.EASY
    return int(row["difficulty"] or known)


def _rows_used(cells: dict[str, str]) -> int:
    used = (number for number, it in enumerate(LETTERS, start=1) if cells[f"option_{it}"] or cells[f"partner_{it}"])
    return max(used, default=0)


QUESTIONS = ImportKind(
    title=_("Bring in questions"),
    form=QuestionRowForm,
    may=may,
    identity=identity,
    batch=one_by_one(judge, write),
    readers=[form.reader for form in FORMS.values()],
    completing=completing,
    says=into_lesson,
    ways=ways,
    back=lambda about: reverse(Question.snippet_viewset.get_url_name("list")),
    example={
        "course": "MOVE",
        "lesson": "Market visit with a sheet",
        "kind": "One is right",
        "difficulty": "Easy",
        "prompt": "Which of these is a cost?",
        "explanation": "Rent is paid every month, whatever is sold.",
        "option_a": "The rent",
        "option_b": "The price of a cup",
        "right": "A",
    },
)
