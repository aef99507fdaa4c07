"""The page of a cohort for who teaches it: the cohort as a whole, and nothing that is a learner's own."""

import pytest
from django.urls import reverse

from courses.services import finish_lesson
from people.enums import Role
from people.services import grant_role
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    course = course_with_lessons(4)
    cohort = cohort_on(course, opens_in_days=[-3, 0, 3])
    first, second = learner_in(cohort), learner_in(cohort)
    for lesson in lessons_of(course)[:2]:
        finish_lesson(first, lesson)
    finish_lesson(second, lessons_of(course)[0])
    mentor_of(cohort, name="Fathima Beevi")
    return cohort


def manager_over(cohort):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    return manager


@pytest.mark.parametrize("who", [trainer_of, manager_over, mentor_of])
def test_who_teaches_sees_the_cohort_and_not_the_bar_of_a_learner(cohort, sign_in, who):
    page = sign_in(who(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).content.decode()
    assert "2 learners together, 38% of all lessons read to the end" in page
    for a_learners in ("lessons done", "Go on:", "Your mentor"):
        assert a_learners not in page


def test_a_learner_sees_her_own_bar_and_her_mentor(cohort, sign_in):
    page = sign_in(learner_in(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).content.decode()
    assert "0 of 4 lessons done" in page
    assert "Your mentor: Fathima Beevi" in page
    assert "learners together" not in page
