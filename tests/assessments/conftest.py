"""A learner in the middle of an attempt at one question of each kind."""

from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from assessments.models import Attempt
from assessments.services import start_attempt
from cohorts.models import Cohort
from courses.models import Lesson, LessonPage
from exchange.models import ImportRow
from exchange.services import check, take_file
from people.models import Person
from tests.factories import (
    CohortFactory,
    UserFactory,
    course_with_lessons,
    learner_in,
    lesson_without_page,
    lessons_of,
    questions_on,
)

RIGHTS = ["access_admin", "add_question", "change_question", "view_question"]


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


@pytest.fixture
def editor(db):
    user = UserFactory(staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=RIGHTS))
    return user


@pytest.fixture
def bring(editor):
    """Bring a file in, checked and not yet written: [(verdict, columns at fault)] of its rows."""

    def _bring(content: bytes, file_name: str = "questions.csv", about: str = "") -> list[tuple[str, str]]:
        brought = take_file("questions", about=about, file_name=file_name, content=content, by=editor)
        check({"import": str(brought.pk)}, lambda done, of: None)
        return [(row.verdict, " ".join(sorted(row.reasons))) for row in ImportRow.objects.filter(of=brought)]

    return _bring


@pytest.fixture
def author(sign_in, editor) -> Client:
    """Signed in who writes questions, and has no role over anybody."""
    return sign_in(editor)
