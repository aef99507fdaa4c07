"""How the pages of all courses stand in each language, for who translates and reviews them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from wagtail.models import Page, WorkflowState

from content.enums import SOURCE_LANGUAGE, Sign
from content.translating import PageFacts, signs_of
from core.local_text import OTHER_LANGUAGES
from core.registry import Registry

STEPS = Page.steplen


@dataclass(frozen=True)
class Unwritten:
    """How many of something else in a course are not written in a language; ``address`` is that of their list."""

    words: str | Promise
    number: int
    address: str


# What else is written in a course, and where not yet: {(course, language): Unwritten}, of all courses in one query.
ALSO_WRITTEN: Registry[Callable[[], Mapping[tuple[UUID, str], Unwritten]]] = Registry("what else is translated")


@dataclass(frozen=True)
class Cell:
    """A page in one language: its ``signs``, and the ``page`` to edit (None where there is none of its own)."""

    language: str
    signs: list[Sign]
    page: int | None

    @property
    def is_missing(self) -> bool:
        """Whether nobody began to translate it."""
        return Sign.MISSING in self.signs

    @property
    def is_changed(self) -> bool:
        """Whether there is something to see side by side."""
        return Sign.CHANGED in self.signs


@dataclass(frozen=True)
class Line:
    """A course, module or lesson: its page in the source language and how it stands in the others.

    ``depth`` is 0 for the course, 1 for a module, 2 for a lesson; ``page`` that of the source.
    """

    title: str
    depth: int
    page: int
    cells: list[Cell]


@dataclass(frozen=True)
class CourseBoard:
    """A course with its pages in order, itself the first; ``unwritten`` by language is what else waits there."""

    key: UUID
    title: str
    lines: list[Line] = field(default_factory=list)
    unwritten: dict[str, list[Unwritten]] = field(default_factory=dict)

    @property
    def to_do(self) -> list[tuple[str, list[tuple[Sign, int]], list[Unwritten]]]:
        """[(language, [(sign, how many pages have it)], what else waits)], of the signs that some have."""
        counts: dict[str, Counter[Sign]] = {code: Counter() for code, _label in OTHER_LANGUAGES}
        for line in self.lines:
            for cell in line.cells:
                counts[cell.language].update(cell.signs)
        return [
            (code, [(sign, found[sign]) for sign in Sign if found[sign]], self.unwritten.get(code, []))
            for code, found in counts.items()
        ]

    def narrowed(self, *, language: str, sign: str) -> list[Line]:
        """The lines with something to do in ``language`` and of this ``sign``; empty stands for any."""
        if not language and not sign:
            return self.lines
        return [line for line in self.lines if any(_is_meant(cell, language, sign) for cell in line.cells)]


def translation_boards() -> list[CourseBoard]:
    """All courses that are published in the source language; three queries and one for each in :data:`ALSO_WRITTEN`."""
    waiting = _waiting()
    translations = _translations(waiting)
    others = [found() for found in ALSO_WRITTEN]
    boards: list[CourseBoard] = []
    course_path = ""
    for path, pk, key, title, says, course in _source_pages():
        if course:
            course_path = path
            boards.append(CourseBoard(key, title, unwritten=_unwritten(key, others)))
        elif not course_path or not path.startswith(course_path):
            continue  # its course is taken away, alone
        cells = [_cell(code, translations.get((key, code)), says) for code, _label in OTHER_LANGUAGES]
        boards[-1].lines.append(Line(title, (len(path) - len(course_path)) // STEPS, pk, cells))
    return boards


def _unwritten(course: UUID, others: list[Mapping[tuple[UUID, str], Unwritten]]) -> dict[str, list[Unwritten]]:
    return {
        code: [found[course, code] for found in others if (course, code) in found] for code, _label in OTHER_LANGUAGES
    }


def _pages_of_courses() -> "QuerySet[Page]":
    models = ContentType.objects.filter(app_label="courses", model__in=["coursepage", "modulepage", "lessonpage"])
    return Page.objects.filter(content_type__in=models.values("pk"))


def _source_pages() -> Iterable[tuple[str, int, UUID, str, str | None, int | None]]:
    pages = _pages_of_courses().filter(locale__language_code=SOURCE_LANGUAGE, live=True).order_by("path")
    return pages.values_list("path", "pk", "translation_key", "title", "source_text__digest", "coursepage")


def _translations(waiting: set[str]) -> dict[tuple[UUID, str], tuple[int, PageFacts]]:
    written_in = Coalesce(
        "coursepage__content_language", "modulepage__content_language", "lessonpage__content_language"
    )
    rows = (
        _pages_of_courses()
        .exclude(locale__language_code=SOURCE_LANGUAGE)
        .annotate(written_in=written_in)
        .values(
            "pk",
            "translation_key",
            "locale__language_code",
            "alias_of_id",
            "live",
            "has_unpublished_changes",
            "written_in",
            "source_text__digest",
        )
    )
    return {(row["translation_key"], row["locale__language_code"]): (row["pk"], _facts(row, waiting)) for row in rows}


def _facts(row: dict[str, Any], waiting: set[str]) -> PageFacts:
    return PageFacts(
        language=row["locale__language_code"],
        written_in=row["written_in"],
        is_alias=row["alias_of_id"] is not None,
        is_live=row["live"],
        has_draft=row["has_unpublished_changes"],
        waits=str(row["pk"]) in waiting,
        made_from=row["source_text__digest"] or "",
    )


def _waiting() -> set[str]:
    """The keys of the pages of which a version waits for somebody's review."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    )
    return set(states.values_list("object_id", flat=True))


def _cell(language: str, found: tuple[int, PageFacts] | None, says: str | None) -> Cell:
    if found is None:
        return Cell(language, signs_of(None), None)
    page, facts = found
    return Cell(language, signs_of(facts, source_says=says or ""), page)


def _is_meant(cell: Cell, language: str, sign: str) -> bool:
    return (not language or cell.language == language) and bool(cell.signs) and (not sign or sign in cell.signs)
