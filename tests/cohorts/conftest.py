"""A course of three lessons, a cohort that takes it, and one who learns in it."""

import pytest

from cohorts.models import Cohort
from courses.models import CoursePage, LessonPage
from people.models import Person
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of


@pytest.fixture
def course() -> CoursePage:
    return course_with_lessons()


@pytest.fixture
def lessons(course) -> list[LessonPage]:
    return lessons_of(course)


@pytest.fixture
def cohort(course) -> Cohort:
    return cohort_on(course)


@pytest.fixture
def learner(cohort) -> Person:
    return learner_in(cohort)
