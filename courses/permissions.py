"""Who may read which lesson.

Cohorts live on a higher floor and lend their knowledge by :data:`COURSE_ACCESS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from core.registry import Registry
from courses.models import CoursePage, LessonProgress
from people.models import Person, User


@dataclass(frozen=True)
class CourseAccess:
    """What a person may do in one course.

    ``reads_all`` is for who teaches or edits it. ``opens_on`` is the day each lesson's block begins, for a learner, and
    ``joined_on`` the day since when she takes part.
    """

    is_learner: bool = False
    reads_all: bool = False
    opens_on: dict[UUID, date] = field(default_factory=dict)
    joined_on: date | None = None

    @property
    def reads(self) -> bool:
        """Whether any lesson is hers to read."""
        return self.is_learner or self.reads_all


NO_ACCESS = CourseAccess()
AccessProvider = Callable[[Person, UUID], CourseAccess]
COURSE_ACCESS: Registry[AccessProvider] = Registry("provider of access to courses")


def course_access(user: User | None, person: Person | None, course_key: UUID) -> CourseAccess:
    """What ``user`` may do in the course; editors of the site read everything."""
    if user and user.is_staff:
        return CourseAccess(reads_all=True)
    if person is None:
        return NO_ACCESS
    for provider in COURSE_ACCESS:
        access = provider(person, course_key)
        if access.reads:
            return access
    return NO_ACCESS


def courses_visible_to(person: Person | None) -> "QuerySet[CoursePage]":
    """What is published is for anybody to read about, unless an editor keeps it private."""
    return CoursePage.objects.open_to_all()


def progress_visible_to(person: Person) -> QuerySet[LessonProgress]:
    """Her own. Who teaches her sees it by way of the cohort."""
    return LessonProgress.objects.filter(person=person)
