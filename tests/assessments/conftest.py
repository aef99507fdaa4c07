"""A learner in the middle of an attempt at one question of each kind."""

import pytest

from assessments.models import Attempt
from assessments.services import start_attempt
from people.models import Person
from tests.factories import PersonFactory, lesson_without_page, questions_on


@pytest.fixture
def lesson_key(db):
    """The key of a lesson with a quiz of five questions; where the lesson stands does not matter here."""
    lesson = lesson_without_page()
    questions_on(lesson)
    return lesson.pk


@pytest.fixture
def learner(db) -> Person:
    """Who answers."""
    return PersonFactory()


@pytest.fixture
def attempt(learner, lesson_key) -> Attempt:
    """Her open attempt; its questions are those of factories.QUESTIONS in their order."""
    return start_attempt(learner, lesson_key)
