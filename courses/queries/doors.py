"""What a stranger is told of a lesson she came to, before she signs in."""

from core.enums import Language
from courses.permissions import courses_visible_to
from courses.queries.outlines import course_path_of, outline_at
from courses.queries.pages import lesson_at
from people.kinds import Behind


def lesson_behind(address: str) -> Behind | None:
    """The lesson at ``address``, of a course that anybody may read about."""
    language, _slash, rest = address.strip("/").partition("/")
    lesson = lesson_at(language, f"{rest}/") if language in Language.values else None
    if lesson is None:
        return None
    path = course_path_of(lesson)
    course, outline = courses_visible_to(None).filter(path=path).first(), outline_at(path)
    if course is None or not outline.published:
        return None
    return Behind(lesson.title, lesson.content_language, course.title, outline.address)
