"""The lesson that a question of a file belongs to, where its row does not name it.

Files of other systems sort questions into categories, written like ``$course$/top/MOVE/Market visit with a sheet``: one
that ends with the title of a lesson names it. Else it is the lesson that the import is about.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.local_text import filled_in
from core.text import fold
from courses.queries import lessons_and_courses
from exchange.kinds import Text

Cells = Mapping[str, str]
# What other systems put before the categories of a course.
_TOPS = re.compile(r"\$\w+\$|top", re.IGNORECASE)


def lesson_about(about: str) -> Any:
    """The lesson of this key with its ``course_title``, or nothing."""
    try:
        return lessons_and_courses().filter(pk=UUID(about)).first()
    except ValueError:
        return None


def into_lesson(about: str) -> Text:
    """A sentence that says where the questions come."""
    lesson = lesson_about(about)
    sentence = _("Questions whose lesson the file does not name come into “%(lesson)s”.")
    return filled_in(sentence, {"lesson": lesson.title}) if lesson else ""


def naming_lessons(about: str) -> Callable[[Cells], Cells]:
    """For the cells of a row: the same with course and lesson, where it has no key and names none; two queries."""
    lesson = lesson_about(about)
    given = _names(lesson) if lesson else {}
    lessons = cache(lambda: list(lessons_and_courses()))

    def complete(cells: Cells) -> Cells:
        told = {column: text for column, text in cells.items() if column != "category"}
        if told.get("key") or told.get("lesson"):
            return told
        parts = _parts(cells.get("category", ""))
        named = _named_by(parts, lessons()) if parts else None
        if named:
            return told | _names(named)
        return told | (given or ({"lesson": parts[-1]} if parts else {}))

    return complete


def _named_by(parts: list[str], lessons: list[Any]) -> Any:
    """The lesson that is called as a category ends; of several the one whose course it names."""
    *above, last = (fold(part) for part in parts)
    called = [lesson for lesson in lessons if fold(lesson.title) == last]
    if len(called) > 1:
        called = [lesson for lesson in called if fold(lesson.course_title or "") in above]
    return called[0] if len(called) == 1 else None


def _names(lesson: Any) -> dict[str, str]:
    return {"course": lesson.course_title or "", "lesson": lesson.title}


def _parts(category: str) -> list[str]:
    """The parts of a category; a stroke that is written twice is one of a name."""
    parts = (part.replace("//", "/").strip() for part in re.split(r"(?<!/)/(?!/)", category))
    return [part for part in parts if part and not _TOPS.fullmatch(part)]
