"""What was not taken names what it is about, of what its reader may see, and asks no more often for many."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.enums import ANSWER
from assessments.services import start_attempt
from core.records import Standing
from courses.enums import LESSON_FORM
from courses.models import LessonPage
from people.models import Person
from submissions.models import Submission
from submissions.queries import needs_of
from talks.enums import MESSAGE
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, mentor_of, questions_on, thread_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons() -> list[LessonPage]:
    lessons = lessons_of(course_with_lessons(3))
    for lesson in lessons:
        questions_on(lesson)
    return lessons


@pytest.fixture
def cohort(lessons):
    cohort = cohort_on(lessons[0].get_parent().get_parent().specific, opens_in_days=[-3, -3, -3])
    mentor_of(cohort)
    return cohort


def refused(person: Person, kind: str, about: object) -> None:
    Submission.objects.create(id=uuid4(), kind=kind, about=str(about), person=person, standing=Standing.REFUSED)


def refused_about(person: Person, lesson: LessonPage, cohort) -> None:
    """One of each kind about the lesson."""
    refused(person, LESSON_FORM, f"{lesson.translation_key}/goal-card")
    refused(person, ANSWER, start_attempt(person, lesson.translation_key).pk)
    refused(person, MESSAGE, thread_in(cohort, lesson, learner=person).pk)


def titles(person: Person) -> list[str]:
    return [need.title for need in needs_of(person)]


def test_each_names_its_lesson_questions_or_talk(sign_in, lessons, cohort):
    learner = learner_in(cohort)
    refused_about(learner, lessons[0], cohort)
    assert len(titles(learner)) == 3
    assert all(lessons[0].title in title for title in titles(learner))
    page = sign_in(learner).get(reverse("submissions:mine")).content.decode()
    assert page.count(f'<p dir="auto">{lessons[0].title}') == 3


def test_what_is_about_something_of_somebody_else_names_nothing(lessons, cohort):
    learner, other = learner_in(cohort), learner_in(cohort)
    refused(learner, ANSWER, start_attempt(other, lessons[0].translation_key).pk)
    refused(learner, MESSAGE, thread_in(cohort, lessons[0], learner=other).pk)
    assert titles(learner) == ["", ""]


def test_what_is_about_nothing_is_shown_without_a_title_and_a_way(sign_in, lessons, cohort):
    learner = learner_in(cohort)
    for kind in (LESSON_FORM, ANSWER, MESSAGE):
        refused(learner, kind, "nothing")
    page = sign_in(learner).get(reverse("submissions:mine"))
    assert page.status_code == 200
    assert [(need.title, need.address) for need in page.context["needs"]] == [("", "")] * 3


def test_a_lesson_that_was_taken_away_is_not_named(lessons, cohort):
    learner = learner_in(cohort)
    refused(learner, LESSON_FORM, f"{lessons[0].translation_key}/goal-card")
    lessons[0].unpublish()
    assert titles(learner) == [""]


def test_many_ask_no_more_often_than_one_of_each(lessons, cohort):
    learner = learner_in(cohort)
    refused_about(learner, lessons[0], cohort)
    with CaptureQueriesContext(connection) as of_few:
        titles(learner)
    for lesson in lessons[1:]:
        refused(learner, LESSON_FORM, f"{lesson.translation_key}/goal-card")
        refused(learner, MESSAGE, thread_in(cohort, lesson, learner=learner).pk)
    with CaptureQueriesContext(connection) as of_many:
        assert all(titles(learner))
    assert len(of_many) == len(of_few)
