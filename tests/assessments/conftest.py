"""A learner in the middle of an attempt at one question of each kind."""

from uuid import UUID

import pytest

from assessments.models import Attempt
from assessments.services import start_attempt
from cohorts.models import Cohort
from courses.models import Lesson, LessonPage
from people.models import Person
from tests.factories import (
    CohortFactory,
    course_with_lessons,
    learner_in,
    lesson_without_page,
    lessons_of,
    questions_on,
)


@pytest.fixture
def lesson(db) -> Lesson:
    """A lesson with a quiz of five questions; where the lesson stands does not matter here."""
    lesson = lesson_without_page()
    questions_on(lesson)
    return lesson


@pytest.fixture
def lessons(db) -> list[LessonPage]:
    """Two lessons of a course, with questions; the second is locked until the first is done."""
    lessons = lessons_of(course_with_lessons(2))
    for lesson in lessons:
        questions_on(lesson)
    return lessons


@pytest.fixture
def lesson_key(lesson) -> UUID:
    return lesson.pk


@pytest.fixture
def cohort(lesson) -> Cohort:
    """A cohort that takes the course of the lesson."""
    return CohortFactory(course_key=lesson.course_key)


@pytest.fixture
def learner(cohort) -> Person:
    """Who answers."""
    return learner_in(cohort)


@pytest.fixture
def attempt(learner, lesson_key) -> Attempt:
    """Her open attempt; its questions are those of factories.QUESTIONS in their order."""
    return start_attempt(learner, lesson_key)
