"""The shape of the lesson files under ``courses/content/`` and how they are read.

A course is one folder: ``course.<language>.yaml`` names its modules and lessons in order, and each lesson
is ``<lesson>.<language>.yaml``. English is the source; other languages may be missing. ``glossary.yaml`` has
the words of the course in all languages.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, RootModel, model_validator

from core.enums import Language
from core.local_text import SOURCE
from core.yaml_files import read_yaml
from courses.file_shapes import Line, Slug, Strict
from courses.live_sums import SumIsWrong, read_rows
from courses.table_rows import MOST_COLUMNS
from courses.teaching_files import Teaching


class Why(Strict):
    """The one spoken line that says why the lesson matters; ``audio`` is a file in ``content/audio``."""

    text: Line
    audio: str = ""


class Picture(Strict):
    """A drawing from ``content/drawings``; ``alt`` says what a reader who cannot see it would miss."""

    drawing: Slug
    alt: Line
    caption: str = ""


class Activity(Strict):
    """A game, market visit or practice with its instructions. ``minutes`` is the time it takes."""

    title: Line
    kind: Literal["game", "visit", "practice"]
    minutes: Annotated[int, Field(ge=5, le=480)]
    people: Line
    materials: list[Line] = []
    steps: Annotated[list[Line], Field(min_length=2)]


class TalkingPoint(Strict):
    """A question, with answers that a trainer may expect; learners see the question alone."""

    question: Line
    answers: list[Line] = []


class Talk(Strict):
    """Questions the trainer puts to the group after the activity; one without answers may be a line."""

    questions: Annotated[list[Line | TalkingPoint], Field(min_length=2, max_length=5)]

    @property
    def points(self) -> list[TalkingPoint]:
        """Each question with its answers."""
        return [each if isinstance(each, TalkingPoint) else TalkingPoint(question=each) for each in self.questions]


class SumRow(Strict):
    """One row of a worked sum: what it is, how it is worked out, what comes of it."""

    label: Line
    working: str = ""
    result: Line


class WorkedSum(Strict):
    """A sum done step by step; ``answer`` is the sentence to remember."""

    title: Line
    story: str = ""
    rows: Annotated[list[SumRow], Field(min_length=2)]
    answer: Line


class SumNumber(Strict):
    """A number that a reader may change; ``name`` is what formulas call it."""

    name: str
    label: Line
    value: Decimal
    unit: str = ""
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100000)


class SumResult(Strict):
    """A row that is worked out from the numbers and the rows above it."""

    name: str
    label: Line
    working: str = ""
    formula: Line
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=2)] = 0
    drawn: bool = False


class LiveSum(Strict):
    """A sum to try; in ``answer`` a name in braces stands for its number."""

    title: Line
    story: str = ""
    numbers: Annotated[list[SumNumber], Field(min_length=1, max_length=6)]
    rows: Annotated[list[SumResult], Field(min_length=1, max_length=10)]
    answer: Line

    @model_validator(mode="after")
    def _comes_out(self) -> Self:
        try:
            read_rows(
                [each.model_dump() for each in self.numbers], [each.model_dump() for each in self.rows], self.answer
            )
        except SumIsWrong as error:
            raise ValueError(f"{error.field}: {error.sentence}") from error
        return self


class Table(Strict):
    """A table of two to five columns; the first of ``rows`` is its head."""

    title: Line
    rows: Annotated[list[list[str]], Field(min_length=2)]
    row_heads: bool = True
    note: str = ""

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        if not 2 <= len(self.rows[0]) <= MOST_COLUMNS or any(len(row) != len(self.rows[0]) for row in self.rows):
            raise ValueError("a table has two to five columns, and each row as many cells as the head")
        return self


class FormField(Strict):
    """One field of a form; ``key`` is the same in every language."""

    key: Slug
    label: Line
    hint: str = ""
    kind: Literal["text", "long", "number", "money", "date"] = "text"


class Form(Strict):
    """A form the learner fills for her own idea; ``key`` is the same in every language."""

    key: Slug
    title: Line
    intro: str = ""
    fields: Annotated[list[FormField], Field(min_length=1)]


class Option(Strict):
    text: Line
    correct: bool = False


class SelfCheck(Strict):
    """A question inside the lesson: nothing is recorded, the explanation is shown at once."""

    question: Line
    options: Annotated[list[Option], Field(min_length=2, max_length=5)]
    explanation: Line

    @model_validator(mode="after")
    def _one_correct(self) -> Self:
        if sum(option.correct for option in self.options) != 1:
            raise ValueError("a self-check has exactly one correct option")
        return self


class Step(Strict):
    """One block of a lesson: exactly one of the fields is set."""

    why: Why | None = None
    heading: Line | None = None
    text: str | None = None
    picture: Picture | None = None
    activity: Activity | None = None
    talk: Talk | None = None
    rule: Line | None = None
    worked_sum: WorkedSum | None = None
    live_sum: LiveSum | None = None
    table: Table | None = None
    form: Form | None = None
    self_check: SelfCheck | None = None

    @model_validator(mode="after")
    def _one_block(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"a step holds one block, not {sorted(self.model_fields_set)}")
        return self

    @property
    def kind(self) -> str:
        """The name of the block this step holds."""
        return next(iter(self.model_fields_set))


class LessonFile(Strict):
    """One lesson in one language. ``minutes`` is the reading time on a phone, ``teaching`` what its trainer needs."""

    title: Line
    summary: Line
    outcome: Line
    minutes: Annotated[int, Field(ge=3, le=30)]
    body: Annotated[list[Step], Field(min_length=5)]
    teaching: Teaching = Teaching()


class ModuleEntry(Strict):
    """One module in a course file; ``lessons`` name the lesson files in order."""

    slug: Slug
    title: Line
    summary: Line
    lessons: Annotated[list[Slug], Field(min_length=1)]


class CourseFile(Strict):
    """A course in one language: what a stranger reads about it, and its modules in order."""

    title: Line
    full_name: Line
    summary: Line
    who_for: Line
    duration: Line
    outcomes: Annotated[list[Line], Field(min_length=3)]
    introduction: str
    drawing: Slug
    modules: Annotated[list[ModuleEntry], Field(min_length=1)]


Texts = dict[Language, Line]


class TermEntry(Strict):
    """A word of the course, and what it means, by language; in English both. Its ``key`` is for ever."""

    key: Slug
    word: Texts
    meaning: Texts

    @model_validator(mode="after")
    def _in_english(self) -> Self:
        if SOURCE not in self.word or SOURCE not in self.meaning:
            raise ValueError(f"{self.key}: English is missing")
        return self


class GlossaryFile(RootModel[list[TermEntry]]):
    """The words of a course, each once."""

    @model_validator(mode="after")
    def _differ(self) -> Self:
        for names in ([entry.key for entry in self.root], [entry.word[SOURCE].casefold() for entry in self.root]):
            if len(names) != len(set(names)):
                raise ValueError("two words have the same key, or the same English word")
        return self


def read_glossary(folder: Path) -> list[TermEntry]:
    """The words of the course in ``folder``; raises as :func:`read_course`."""
    return GlossaryFile.model_validate(read_yaml(folder / "glossary.yaml")).root


def read_course(folder: Path, language: str) -> CourseFile:
    """The course file of ``folder`` in ``language``.

    Raises FileNotFoundError where there is none and pydantic.ValidationError where its shape is wrong.
    """
    return CourseFile.model_validate(read_yaml(folder / f"course.{language}.yaml"))


def read_lesson(folder: Path, lesson: str, language: str) -> LessonFile:
    """The lesson file ``lesson`` of ``folder`` in ``language``; raises as :func:`read_course`."""
    return LessonFile.model_validate(read_yaml(folder / f"{lesson}.{language}.yaml"))
