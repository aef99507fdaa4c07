"""The course of a cohort as one person meets it."""

from cohorts.models import Cohort
from content.editions import kept
from courses.permissions import CourseAccess
from courses.queries import CourseOutline, CoursePlan, LessonEntry, course_in, outline_at, plan_of
from people.models import Person


def course_plan(cohort: Cohort, person: Person, access: CourseAccess, language: str) -> CoursePlan:
    """The lessons of the cohort's course as ``person`` meets them, late by the plan of this cohort; in five queries."""
    outline = _outline_of(cohort, language)
    if outline is None:
        return CoursePlan(title="", language=language, modules=[], done=0, total=0, next_lesson=None)
    return plan_of(outline, person, access, within=cohort.pk)


def lesson_entries(cohort: Cohort, language: str) -> list[LessonEntry]:
    """All lessons of the cohort's course in order."""
    outline = _outline_of(cohort, language)
    return outline.lessons if outline else []


def _outline_of(cohort: Cohort, language: str) -> CourseOutline | None:
    """The cohort's course in ``language``, else in another, kept for an edition; None where it is taken away."""

    def made() -> CourseOutline | None:
        course = course_in(cohort.course_key, language)
        return outline_at(course.path) if course else None

    return kept("outline of a cohort", cohort.course_key, language, make=made)
