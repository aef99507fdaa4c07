"""A lesson on paper: three sheets or fewer, every word of it, in its script."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from fpdf import FPDF

from content.rich_text import plain_to_html
from courses.content_files import read_lesson
from courses.paper import lesson_on_paper
from courses.services.content import CONTENT
from courses.table_rows import as_written
from tests.factories import course_with_lessons, lessons_of

# The longest lesson of each course, and one in each script.
LONGEST = [
    *(("move", "11", "en"), ("ted", "day-3", "en"), ("ted", "day-9", "en"), ("team", "day-21", "en")),
    *(("move", "1a", "hi"), ("move", "1a", "kn"), ("move", "1a", "ml")),
]
MOST_SHEETS = 3


def lesson_of_file(folder: Path, name: str, language: str) -> SimpleNamespace:
    """A lesson as the page of its file would be printed."""
    file = read_lesson(folder, name, language)
    body = []
    for step in file.body:
        value = getattr(step, step.kind)
        plain = value if isinstance(value, str) else value.model_dump()
        plain = plain_to_html(plain) if step.kind == "text" else plain
        plain = [point.model_dump() for point in step.talk.points] if step.talk else plain
        plain = {**step.table.model_dump(), "rows": as_written(step.table.rows)} if step.table else plain
        body.append(SimpleNamespace(block_type=step.kind, value=plain))
    return SimpleNamespace(title=file.title, outcome=file.outcome, content_language=language, body=body)


def sheets_in(paper: bytes) -> int:
    return paper.count(b"/Type /Page\n")


@pytest.mark.anywhere
@pytest.mark.parametrize(("course", "name", "language"), LONGEST)
def test_the_longest_lessons_take_three_sheets_at_most(course, name, language):
    paper = lesson_on_paper(lesson_of_file(CONTENT / course, name, language), below=course.upper())
    assert 1 <= sheets_in(paper) <= MOST_SHEETS


@pytest.mark.django_db
def test_every_kind_of_block_is_printed():
    lesson = lessons_of(course_with_lessons())[0]
    assert sheets_in(lesson_on_paper(lesson, below="MOVE")) == 1


def test_what_is_counted_are_pages():
    pdf = FPDF()
    pdf.add_page()
    pdf.add_page()
    written = io.BytesIO(pdf.output())
    assert sheets_in(written.getvalue()) == 2
