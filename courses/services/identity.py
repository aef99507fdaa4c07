"""Keeping the rows of lessons in step with their pages."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Q, Value, When
from wagtail.models import Page

from content.enums import SOURCE_LANGUAGE
from courses.models import CoursePage, Lesson

SAID_BY_PAGES = ["course_key", "module_key", "position", "title", "is_published"]


@transaction.atomic
def keep_lessons(course_key: UUID) -> list[Lesson]:
    """Bring the lessons of a course in step with its pages, in three queries; what was not, as it is now.

    The page in the source language speaks for a lesson, another where there is none. A lesson is published where it
    can be read in one language at least.
    """
    said = _said_by_pages(course_key)
    known = {lesson.pk: lesson for lesson in Lesson.objects.filter(Q(course_key=course_key) | Q(pk__in=said))}
    changed = [lesson for key, lesson in said.items() if key not in known or _differ(lesson, known[key])]
    for key, lesson in known.items():
        if key not in said and lesson.is_published:
            lesson.is_published = False
            changed.append(lesson)
    if changed:
        Lesson.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=SAID_BY_PAGES)
    return changed


def keep_all_lessons() -> list[Lesson]:
    """:func:`keep_lessons` of every course there is or was."""
    of_pages = CoursePage.objects.values_list("translation_key", flat=True)
    keys = {*of_pages, *Lesson.objects.values_list("course_key", flat=True)}
    return [lesson for key in sorted(keys) for lesson in keep_lessons(key)]


def _differ(one: Lesson, other: Lesson) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in SAID_BY_PAGES)


def _said_by_pages(course_key: UUID) -> dict[UUID, Lesson]:
    source_first = Case(When(locale__language_code=SOURCE_LANGUAGE, then=Value(0)), default=Value(1))
    courses = Page.objects.filter(translation_key=course_key).order_by(source_first, "path")
    paths = list(courses.values_list("path", flat=True))
    said: dict[UUID, Lesson] = {}
    for path, rows in _trees(paths).items():
        for page_key, module_key, title, is_published in _lessons_in(path, rows):
            lesson = said.get(page_key)
            if lesson is None:
                position = len(said) + 1
                said[page_key] = Lesson(page_key, course_key, module_key, position, title, is_published)
            else:
                lesson.is_published = lesson.is_published or is_published
    return said


Row = tuple[str, UUID, str, bool]


def _trees(paths: list[str]) -> dict[str, list[Row]]:
    """{path: the pages at and below it in their order}, in one query."""
    if not paths:
        return {}
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    rows = Page.objects.filter(below).order_by("path").values_list("path", "translation_key", "title", "live")
    trees: dict[str, list[Row]] = {path: [] for path in paths}
    for row in rows:
        # while an editor moves a course, its languages stand at different depths
        trees[next(path for path in paths if row[0].startswith(path))].append(row)
    return trees


def _lessons_in(course_path: str, rows: Iterable[Row]) -> Iterator[tuple[UUID, UUID, str, bool]]:
    """(key, key of its module, title, whether it and all above it are live) of the lessons of one course page."""
    above: dict[str, tuple[UUID, bool]] = {}
    for path, key, title, live in rows:
        parent_key, parent_live = above.get(path[: -Page.steplen], (key, True))
        above[path] = key, live and parent_live
        if len(path) == len(course_path) + 2 * Page.steplen:
            yield key, parent_key, title, live and parent_live
