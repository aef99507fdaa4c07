"""What the card of a course says beside the words of its editor: its languages, and where and when it begins next."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wagtail.models import Page

from core.registry import Registry
from courses.models import CoursePage
from courses.queries.outlines import outline_at
from courses.queries.pages import courses_below, languages_of


@dataclass(frozen=True)
class NextStart:
    """The first day of the next group of learners that still has room, and where it meets."""

    day: date
    place: str


StartsFinder = Callable[[Collection[UUID]], dict[UUID, NextStart]]
NEXT_STARTS: Registry[StartsFinder] = Registry("finder of the next starts of courses")


@dataclass(frozen=True)
class CourseCard:
    """A course as it is shown among others; ``languages`` are as :func:`languages_of` has them."""

    course: CoursePage
    lessons: int
    languages: list[tuple[str, int]]
    next_start: NextStart | None


def cards_below(page: Page) -> list[CourseCard]:
    """The courses to be read about below ``page``, in their order."""
    courses = list(courses_below(page))
    starts = next_starts([course.translation_key for course in courses])
    return [_card_of(course, starts.get(course.translation_key)) for course in courses]


def next_starts(course_keys: Collection[UUID]) -> dict[UUID, NextStart]:
    """{course: its next start}, of those courses that have one ahead."""
    found: dict[UUID, NextStart] = {}
    for find in NEXT_STARTS:
        found |= find(course_keys)
    return found


def _card_of(course: CoursePage, next_start: NextStart | None) -> CourseCard:
    lessons = outline_at(course.path).lessons
    languages = languages_of(course.translation_key, [lesson.key for lesson in lessons])
    return CourseCard(course, len(lessons), languages, next_start)
