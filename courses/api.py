"""Courses and one's own progress for programs."""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from core.enums import Language
from courses.models import CoursePage
from courses.permissions import courses_visible_to, progress_visible_to
from courses.queries import CourseProgress, ModuleEntry, courses_in, outline_at, progress_by_course
from people.bearer import ProgramRequest, needs
from people.enums import TokenScope

router = Router(tags=["courses"])


class CourseLine(Schema):
    """A published course. ``language`` is the one its text is written in, ``address`` its page in the portal."""

    id: UUID = Field(alias="translation_key")
    title: str
    full_name: str
    summary: str
    language: str
    address: str

    @staticmethod
    def resolve_language(page: CoursePage) -> str:
        """Of a page that says none, its own."""
        return page.content_language or page.locale.language_code


class LessonLine(Schema):
    """A lesson of the outline."""

    id: UUID = Field(alias="key")
    title: str
    summary: str
    minutes: int
    language: str
    address: str


class ModuleLines(Schema):
    """A module with its lessons in order."""

    id: UUID = Field(alias="key")
    title: str
    summary: str
    lessons: list[LessonLine]


class CourseWithOutline(CourseLine):
    """A course with all that is published of it."""

    modules: list[ModuleLines]

    @staticmethod
    def resolve_modules(page: CoursePage) -> list[ModuleEntry]:
        """In one query."""
        return outline_at(page.path).modules


class LessonProgressLine(Schema):
    """What was done with a lesson; ``done`` is read to the end, and passed where it has questions."""

    id: UUID = Field(alias="key")
    title: str
    begun_at: datetime | None
    read_at: datetime | None
    has_questions: bool
    passed: bool
    done: bool = Field(alias="is_done")


class CourseProgressLines(Schema):
    """How far she is in a course."""

    course: UUID = Field(alias="key")
    title: str
    lessons: list[LessonProgressLine]


@router.get("/courses", response=list[CourseLine], url_name="courses", **needs(TokenScope.COURSES_READ))
def courses(request: ProgramRequest, language: Language | None = None) -> list[CoursePage]:
    """The published courses, in a language (hers, where none is named) as far as they are translated."""
    person = request.auth.person
    return courses_in(courses_visible_to(person), language or person.language)


@router.get("/courses/{uuid:course}", response=CourseWithOutline, url_name="course", **needs(TokenScope.COURSES_READ))
def course(request: ProgramRequest, course: UUID, language: Language | None = None) -> CoursePage:
    """A course with its modules and lessons."""
    person = request.auth.person
    visible = courses_visible_to(person).filter(translation_key=course)
    page = next(iter(courses_in(visible, language or person.language)), None)
    if page is None:
        raise Http404
    return page


@router.get(
    "/progress",
    response=list[CourseProgressLines],
    tags=["progress"],
    url_name="progress",
    **needs(TokenScope.PROGRESS_READ),
)
def progress(request: ProgramRequest, language: Language | None = None) -> list[CourseProgress]:
    """Her own progress in each course of which she has begun a lesson."""
    person = request.auth.person
    return progress_by_course(progress_visible_to(person), person, language or person.language)
