"""A row of a table of questions: what stands in its cells, and what is to be kept of it.

It has the English of a question; other languages stay with what they translate.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.authoring import LETTERS, LONGEST_LINE, NotWhole, Whole, letters_in, whole
from assessments.calculated import PARTS as CALCULATED_PARTS
from assessments.enums import Difficulty, QuestionKind
from assessments.illustrated import KEPT_AS
from assessments.illustration_fields import LibraryNumberField
from assessments.models import Question
from assessments.queries import questions_of_bank
from assessments.rewriting import parts_of, written_anew
from assessments.typed_answers import LONGEST_PASSAGE
from core.enums import Language
from core.forms import Form, NamedChoiceField, PlainLinesField, PlainTextField
from core.local_text import SOURCE
from core.numbers import parse_number
from core.text import line
from courses.queries import lessons_called

OF_A_ROW = {
    "option": _("Answer {letter}"),
    "partner": _("Partner of {letter}"),
    "reply": _("What who chose {letter} is told"),
    "region": _("Where {letter} is"),
    "picture": _("Picture {letter}"),
    "sound": _("Spoken {letter}"),
}
OF_NO_LANGUAGE = ("right", "tolerance", *CALCULATED_PARTS)
REGIONS = [f"region_{letter}" for letter in LETTERS]
NAMES_A_ROW = re.compile(r"#(\d{1,9})")


class QuestionRowForm(Form):
    """A row: its ``key`` becomes the question, or nothing; its ``lesson`` the lesson; its ``objective`` one or nothing.

    ``written`` is what is to be kept, or nothing where no text, answer or kind is changed; ``before`` has what stood in
    the cells that are changed.
    """

    key = forms.CharField(label=_("Key"), required=False)
    course = PlainTextField(label=_("Course"), required=False)
    lesson = PlainTextField(label=_("Lesson"))
    kind = NamedChoiceField(label=_("Kind"), choices=QuestionKind)
    difficulty = NamedChoiceField(label=_("Difficulty"), choices=Difficulty, required=False)
    prompt = PlainTextField(label=_("Question"), max_length=LONGEST_LINE)
    explanation = PlainTextField(label=_("Why"), max_length=LONGEST_LINE)
    objective = PlainTextField(label=_("Tests what this lesson teaches"), required=False)

    def clean_key(self) -> Question | None:
        key = self.cleaned_data["key"]
        if not key:
            return None
        number = NAMES_A_ROW.fullmatch(key)
        question = questions_of_bank().filter(**{"pk": number[1]} if number else {"source": key}).first()
        if question is None:
            raise ValidationError(_("No question has this key. A new question has none: leave the cell empty."))
        return question

    def clean(self) -> dict[str, Any]:
        row = self.cleaned_data
        if "key" in row:
            question = row["key"]
            self.kept = cells_of(question) if question else {}
            changed = [name for name in self.fields if question and name != "key" and self._is_changed(name)]
            row["before"] = {name: self.kept[name] for name in changed}
            if "lesson" in row and "course" in row:
                self._find_lessons(row, question)
            if "kind" in row:
                self._write(row, question)
        return row

    def _find_lessons(self, row: dict[str, Any], question: Question | None) -> None:
        if question and not {"lesson", "course"} & set(row["before"]):
            row["lesson"] = question.lesson
        else:
            self._find_lesson(row, "lesson")
        if not self._is_changed("objective"):
            row["objective"] = question.objective if question else None
        elif row.get("objective"):
            self._find_lesson(row, "objective")
        else:
            row["objective"] = None

    def _find_lesson(self, row: dict[str, Any], column: str) -> None:
        lessons = lessons_called(row[column], course=row["course"])
        if len(lessons) == 1:
            row[column] = lessons[0]
        elif lessons:
            self.add_error(column, _("Several lessons are called so. Name the course, too, or write it in the form."))
        else:
            self.add_error(column, _("No lesson is called so in this course."))

    def _write(self, row: dict[str, Any], question: Question | None) -> None:
        parts = {part: row.get(name, "") for name, part in PART_OF.items() if self._is_changed(name)}
        row["written"] = None
        if question and not parts and row["kind"] == question.kind:
            return
        try:
            row["written"] = _anew(question, row["kind"], parts)
        except NotWhole as problem:
            for part, sentence in problem.problems.items():
                self._say(part, sentence)

    def _say(self, part: str, sentence: Any) -> None:
        """Beside its cell; what is wrong with a translation has none, and lies in the English row it belongs to."""
        name, _line, language = part.rpartition("_")
        if part in PART_OF.values():
            column = next(column for column, known in PART_OF.items() if known == part)
        else:
            column = name
            sentence = _("It is translated into {language}: change this in the form, where all languages stand.")
            sentence = format_lazy(sentence, language=Language(language).label)
        if column not in self.errors:
            self.add_error(column, sentence)

    def _is_changed(self, column: str) -> bool:
        """Whether the file has this column and says there something else than the question."""
        if column not in self.data:
            return False
        typed, kept = self.data[column], self.kept.get(column, "")
        if column in ("kind", "difficulty"):
            return bool(self.cleaned_data.get(column)) and self.cleaned_data[column] != self.fields[column].clean(kept)
        same = _meant if column in ("right", "tolerance") else line
        return bool(same(typed) != same(kept))


def cells_of(question: Question) -> dict[str, str]:
    """The row of a question of :func:`assessments.queries.questions_of_bank`, its names in the language of now."""
    parts = _english(question)
    return {
        "key": question.source or f"#{question.pk}",
        "course": getattr(question, "course_title", "") or "",
        "lesson": question.lesson.title,
        "objective": question.objective.title if question.objective else "",
        "kind": str(question.get_kind_display()),
        "difficulty": str(Difficulty(question.difficulty).label),
        **{column: parts.get(part, "") for column, part in PART_OF.items()},
        "right": parts["right"].upper(),
    }


def _anew(question: Question | None, kind: str, parts: dict[str, str]) -> Whole:
    if question is None:
        return whole(kind, parts)
    return written_anew(kind, _english(question) | parts, question.kind, question.texts, question.answer)


def _english(question: Question) -> dict[str, str]:
    return parts_of(question.kind, {SOURCE: question.texts[SOURCE]}, question.answer)


def _meant(typed: str) -> Any:
    """What is right, however it is written: 540.0 is 540, and A, C is a c."""
    try:
        return parse_number(typed)
    except ValueError:
        return letters_in(typed)


def _fields_of_answers() -> dict[str, forms.Field]:
    """The columns after the question itself. Rows have letters."""
    fields: dict[str, forms.Field] = {}
    for letter in LETTERS:
        for name, label in OF_A_ROW.items():
            said = format_lazy(label, letter=letter.upper())
            fields[f"{name}_{letter}"] = (
                LibraryNumberField(name=name, label=said)
                if name in KEPT_AS
                else PlainTextField(label=said, max_length=LONGEST_LINE, required=False)
            )
    return {
        **fields,
        "right": forms.CharField(label=_("Right answers, or the right number"), required=False),
        "tolerance": forms.CharField(label=_("Tolerance in percent"), required=False),
        "unit": PlainTextField(label=_("Unit"), required=False),
        "accepted": PlainLinesField(label=_("Answers that are right"), required=False),
        "passage": PlainLinesField(label=_("Text with blanks"), required=False),
        "formula": forms.CharField(label=_("Formula"), max_length=LONGEST_LINE, required=False),
        "numbers": PlainLinesField(label=_("Numbers to draw"), max_length=LONGEST_PASSAGE, required=False),
        "decimals": forms.CharField(label=_("Decimals"), required=False),
        "picture": LibraryNumberField(name="picture", label=_("Picture")),
        "sound": LibraryNumberField(name="sound", label=_("Question, spoken")),
    }


QuestionRowForm.base_fields |= _fields_of_answers()
# {column: the part of a question that stands in it}
PART_OF = {
    **{name: f"{name}_{SOURCE}" for name in ("prompt", "explanation", "unit", "accepted", "passage", *KEPT_AS)},
    **{f"{name}_{letter}": f"{name}_{letter}_{SOURCE}" for letter in LETTERS for name in OF_A_ROW},
    **{name: name for name in REGIONS},
    **{name: name for name in OF_NO_LANGUAGE},
}
TRANSLATED = set(PART_OF) - {*OF_NO_LANGUAGE, *REGIONS}
