"""The trainer's side of a lesson."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

from content.enums import SOURCE_LANGUAGE
from courses.models import LessonPage, ModulePage
from courses.permissions import course_access
from courses.queries.outlines import course_path_of, outline_at
from courses.queries.pages import lesson_in
from people.models import User
from people.permissions import person_of

TO_PRINT = ("cards", "sheet")


@dataclass(frozen=True)
class Teaching:
    """What a trainer needs for a lesson, in ``language``: ``parts`` are blocks of the page that says it.

    ``points`` are the talking points of that page with what may be answered; ``is_printed`` where there are cards or
    sheets to print.
    """

    language: str
    parts: list[Any]
    points: list[Any]

    @property
    def is_printed(self) -> bool:
        return any(part.block_type in TO_PRINT for part in self.parts)


@dataclass(frozen=True)
class ModuleToPrint:
    """A module with the pages of its lessons in order; ``language`` is the one that its title is written in."""

    title: str
    course: str
    language: str
    lessons: list[LessonPage]


def teaching_of(lesson: LessonPage) -> Teaching:
    """As it is written on ``lesson``, or on its page in the source language where it has none of its own."""
    page = lesson if lesson.teaching else _source_of(lesson)
    points = [point for block in page.body if block.block_type == "talk" for point in block.value]
    answered = [point for point in points if point["answers"]]
    return Teaching(page.content_language, list(page.teaching), answered)


def lesson_taught_by(user: User, lesson_key: UUID, language: str) -> LessonPage:
    """The lesson in ``language``, where ``user`` reads all of its course. Raises LessonPage.DoesNotExist."""
    lesson = lesson_in(lesson_key, language)
    outline = outline_at(course_path_of(lesson))
    if not outline.published or not course_access(user, person_of(user), outline.key).reads_all:
        raise LessonPage.DoesNotExist
    return lesson


def module_taught_by(user: User, module_key: UUID, language: str) -> ModuleToPrint:
    """The module in ``language``, in the source language where it is not published in that, where ``user`` reads all of
    its course. Raises ModulePage.DoesNotExist."""
    pages = {page.locale.language_code: page for page in _modules_in(module_key, language)}
    page = pages.get(language) or pages.get(SOURCE_LANGUAGE)
    if page is None:
        raise ModulePage.DoesNotExist
    outline = outline_at(page.path[: -Page.steplen])
    if not course_access(user, person_of(user), outline.key).reads_all:
        raise ModulePage.DoesNotExist
    lessons = LessonPage.objects.live().child_of(page).select_related("locale").order_by("path")
    return ModuleToPrint(page.title, outline.title, page.content_language, list(lessons))


def _source_of(lesson: LessonPage) -> LessonPage:
    try:
        return lesson_in(lesson.translation_key, SOURCE_LANGUAGE)
    except LessonPage.DoesNotExist:
        return lesson


def _modules_in(module_key: UUID, language: str) -> QuerySet[ModulePage]:
    pages = ModulePage.objects.published().filter(locale__language_code__in={language, SOURCE_LANGUAGE})
    return pages.filter(translation_key=module_key).select_related("locale")
