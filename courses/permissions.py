"""Who may read which lesson.

Cohorts live on a higher floor and lend their knowledge by :data:`COURSE_ACCESS` and :data:`COURSE_READERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, UUIDField
from django.db.models.expressions import Combinable
from wagtail.models import Page

from core.prepared import Given, Prepared
from core.registry import Registry
from courses.enums import LISTED, TAKES_WORK, CourseState
from courses.models import CoursePage, CourseStanding, Lesson, LessonProgress
from people.models import Person, User

Pages = TypeVar("Pages", bound=Page)


@dataclass(frozen=True)
class Timetable:
    """One plan by which a learner takes a course: when the block of each lesson begins, and since when she is in it."""

    joined_on: date
    opens_on: dict[UUID, date] = field(default_factory=dict)


@dataclass(frozen=True)
class CourseAccess:
    """What a person may do in one course.

    ``reads_all`` is for who teaches or edits it. ``opens_on`` is the day on which each lesson opens to a learner;
    ``timetables`` are the plans she goes by, of which one may be earlier than another: by each of them on its own a
    lesson is late or not.
    """

    is_learner: bool = False
    reads_all: bool = False
    opens_on: dict[UUID, date] = field(default_factory=dict)
    timetables: dict[UUID, Timetable] = field(default_factory=dict)

    @property
    def reads(self) -> bool:
        """Whether any lesson is hers to read."""
        return self.is_learner or self.reads_all


NO_ACCESS = CourseAccess()
AccessProvider = Callable[[Person, UUID], CourseAccess]
COURSE_ACCESS: Registry[AccessProvider] = Registry("provider of access to courses")
# A condition on any rows: that the person reads in the course, each of which stands in the query.
CourseReaders = Callable[[Given, Given | OuterRef], Q]
COURSE_READERS: Registry[CourseReaders] = Registry("who may read in a course")


def reads_everything(user: User | None) -> bool:
    """Editors of the site do, in every course."""
    return user is not None and user.is_staff


def course_access(user: User | None, person: Person | None, course_key: UUID) -> CourseAccess:
    """What ``user`` may do in the course."""
    if reads_everything(user):
        return CourseAccess(reads_all=True)
    if person is None:
        return NO_ACCESS
    for provider in COURSE_ACCESS:
        access = provider(person, course_key)
        if access.reads:
            return access
    return NO_ACCESS


def reads_course(user: User | None, person: Person | None, course_key: UUID) -> bool:
    """Whether :func:`course_access` ``reads``, without the days on which lessons open."""
    if reads_everything(user):
        return True
    return person is not None and bool(_READS.all(person=person.pk, course=course_key))


def reads_in(person: Given, course: Given | OuterRef) -> Q:
    """Inside a query: :func:`reads_course` but for who :func:`reads_everything`. What finds a question says so too."""
    reads = Q(pk__in=[])
    for lent in COURSE_READERS:
        reads |= lent(person, course)
    return reads


_READS = Prepared(
    lambda: Person.objects.filter(
        reads_in(Given("person", UUIDField()), Given("course", UUIDField())), pk=Given("person", UUIDField())
    ).values_list("pk"),
    shape=COURSE_READERS.items,
)


def courses_visible_to(person: Person | None) -> "QuerySet[CoursePage]":
    """What is published is for anybody to read about, unless an editor keeps it private, or it is in no list."""
    return listed(CoursePage.objects.open_to_all())


def listed(pages: "QuerySet[Pages]") -> "QuerySet[Pages]":
    """Those of ``pages``, of courses or lessons, that stand in lists: not of a draft, nor of what is archived."""
    hidden = CourseStanding.objects.exclude(state__in=LISTED).values("course_key")
    lessons = Lesson.objects.filter(course_key__in=hidden).values("pk")
    return pages.exclude(Q(translation_key__in=hidden) | Q(translation_key__in=lessons))


def takes_work(course: Given | OuterRef) -> Combinable:
    """Inside a query: whether what learners do in the course is taken."""
    return ~Exists(CourseStanding.objects.filter(course_key=course).exclude(state__in=TAKES_WORK))


def lesson_takes_work(lesson_key: UUID) -> bool:
    """Whether what learners do in the lesson is taken, as the state of its course says; one query."""
    course = Lesson.objects.filter(pk=lesson_key).values("course_key")
    return not CourseStanding.objects.filter(course_key__in=course).exclude(state__in=TAKES_WORK).exists()


def state_of(course_key: UUID) -> CourseState:
    """In which state the course is; one query."""
    state = CourseStanding.objects.filter(pk=course_key).values_list("state", flat=True).first()
    return CourseState(state or CourseState.LIVE)


def progress_visible_to(person: Person) -> QuerySet[LessonProgress]:
    """Her own. Who teaches her sees it by way of the cohort."""
    return LessonProgress.objects.filter(person=person)
