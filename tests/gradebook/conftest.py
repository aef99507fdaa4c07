"""A course of four lessons, two of them with questions, and a cohort of a programme that takes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.enums import Presence
from cohorts.models import Block, Cohort, Programme, Session
from courses.models import CoursePage, Lesson, LessonPage
from tests.attendance.meetings import mark
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    questions_on,
)


@pytest.fixture
def course() -> CoursePage:
    course = course_with_lessons(4)
    for lesson in lessons_of(course)[:2]:
        questions_on(lesson)
    return course


@pytest.fixture
def lessons(course) -> list[LessonPage]:
    return lessons_of(course)


@pytest.fixture
def programme(lessons) -> Programme:
    """80 percent of the days, and 60 percent in the questions of the second lesson."""
    return Programme.objects.create(
        name="MOVE",
        organisation=OrganisationFactory(),
        days_percent=80,
        post_test=Lesson.objects.get(pk=lessons[1].translation_key),
        post_test_percent=60,
    )


@pytest.fixture
def cohort(course, programme) -> Cohort:
    """Five days: two held, three to come."""
    cohort = cohort_on(course, opens_in_days=[-8, -7, 7, 8], capacity=600, programme=programme)
    for day, block in zip((-8, -7, 7, 8, 9), [*cohort.blocks.all(), cohort.blocks.last()], strict=True):
        meet(block, day)
    return cohort


def take_lists(cohort: Cohort) -> None:
    """Of every session so far; who is marked in them is none of those the test is about."""
    somebody = learner_in(cohort)
    for session in Session.objects.filter(block__cohort=cohort, starts_at__lte=timezone.now()):
        mark(session, somebody, Presence.PRESENT, by=PersonFactory())


def meet(block: Block, in_days: int, **kwargs) -> Session:
    """A session of ``block`` so many days from today."""
    at = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=in_days)
    return Session.objects.create(block=block, starts_at=at, venue="The hall", **kwargs)
