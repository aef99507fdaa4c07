"""Courses and one's own progress for programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from core.enums import Language
from courses.models import CoursePage
from courses.permissions import courses_visible_to, progress_visible_to
from courses.queries import CourseProgress, ModuleEntry, courses_in, outline_at, progress_by_course
from people.bearer import ProgramRequest, needs
from people.enums import TokenScope

router = Router(tags=["courses"])


class CourseLine(Schema):
    """A published course. ``language`` is the one its text is written in, ``address`` its page in the portal."""

    id: UUID
    title: str
    full_name: str
    summary: str
    language: str
    address: str


class LessonLine(Schema):
    """A lesson of the outline."""

    id: UUID
    title: str
    summary: str
    minutes: int
    language: str
    address: str


class ModuleLines(Schema):
    """A module with its lessons in order."""

    id: UUID
    title: str
    summary: str
    lessons: list[LessonLine]


class CourseWithOutline(CourseLine):
    """A course with all that is published of it."""

    modules: list[ModuleLines]


class LessonProgressLine(Schema):
    """What was done with a lesson; ``done`` is read to the end, and passed where it has questions."""

    id: UUID
    title: str
    begun_at: datetime | None
    read_at: datetime | None
    has_questions: bool
    passed: bool
    done: bool


class CourseProgressLines(Schema):
    """How far she is in a course."""

    course: UUID
    title: str
    lessons: list[LessonProgressLine]


@router.get("/courses", response=list[CourseLine], url_name="courses", **needs(TokenScope.COURSES_READ))
def courses(request: ProgramRequest, language: Language | None = None) -> list[dict[str, Any]]:
    """The published courses, in a language (hers, where none is named) as far as they are translated."""
    person = request.auth.person
    return [_course(page) for page in courses_in(courses_visible_to(person), language or person.language)]


@router.get("/courses/{uuid:course}", response=CourseWithOutline, url_name="course", **needs(TokenScope.COURSES_READ))
def course(request: ProgramRequest, course: UUID, language: Language | None = None) -> dict[str, Any]:
    """A course with its modules and lessons."""
    person = request.auth.person
    visible = courses_visible_to(person).filter(translation_key=course)
    page = next(iter(courses_in(visible, language or person.language)), None)
    if page is None:
        raise Http404
    return {**_course(page), "modules": [_module(module) for module in outline_at(page.path).modules]}


@router.get(
    "/progress",
    response=list[CourseProgressLines],
    tags=["progress"],
    url_name="progress",
    **needs(TokenScope.PROGRESS_READ),
)
def progress(request: ProgramRequest, language: Language | None = None) -> list[dict[str, Any]]:
    """Her own progress in each course of which she has begun a lesson."""
    person = request.auth.person
    found = progress_by_course(progress_visible_to(person), person, language or person.language)
    return [_progress(course) for course in found]


def _course(page: CoursePage) -> dict[str, Any]:
    return {
        "id": page.translation_key,
        "title": page.title,
        "full_name": page.full_name,
        "summary": page.summary,
        "language": page.content_language or page.locale.language_code,
        "address": page.address,
    }


def _module(module: ModuleEntry) -> dict[str, Any]:
    lessons = [
        {
            "id": entry.key,
            "title": entry.title,
            "summary": entry.summary,
            "minutes": entry.minutes,
            "language": entry.language,
            "address": entry.address,
        }
        for entry in module.lessons
    ]
    return {"id": module.key, "title": module.title, "summary": module.summary, "lessons": lessons}


def _progress(course: CourseProgress) -> dict[str, Any]:
    lessons = [
        {
            "id": lesson.key,
            "title": lesson.title,
            "begun_at": lesson.begun_at,
            "read_at": lesson.read_at,
            "has_questions": lesson.has_questions,
            "passed": lesson.passed,
            "done": lesson.is_done,
        }
        for lesson in course.lessons
    ]
    return {"course": course.key, "title": course.title, "lessons": lessons}
