"""A module or a course that is taken away takes what is below it with it, and nothing breaks."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from courses.errors import LessonIsNeverPrivate
from courses.models import CoursePage, LessonPage, ModulePage
from courses.queries import course_in
from tests.factories import (
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return course_with_lessons(4)


@pytest.fixture
def cohort(course):
    return cohort_on(course)


def take_away(course: CoursePage, slug: str) -> None:
    ModulePage.objects.descendant_of(course).get(slug=slug).unpublish()


def test_a_lesson_of_a_module_that_is_taken_away_is_not_found(course, cohort, sign_in):
    lesson = lessons_of(course)[0]
    questions_on(lesson)
    reader = sign_in(learner_in(cohort))
    take_away(course, "module-1")
    response = reader.get(lesson.address)
    assert response.status_code == 404
    assert "This lesson is taken away for now" in response.content.decode()
    assert "To my desk" in response.content.decode()
    assert reader.get(reverse("assessments:start", args=[lesson.translation_key])).status_code == 404
    assert reader.post(reverse("courses:finish-lesson", args=[lesson.translation_key])).status_code == 404
    assert reader.get(reverse("courses:lesson", args=[lesson.translation_key])).status_code == 404


def test_its_lessons_are_in_no_list_and_never_below_another_module(course, cohort, sign_in):
    take_away(course, "module-2")
    reader = sign_in(learner_in(cohort))
    for address in ("/en/courses/move/", reverse("cohorts:cohort", args=[cohort.pk])):
        page = reader.get(address).content.decode()
        assert "Lesson 2" in page
        assert "Lesson 3" not in page
    assert "Lesson 3" not in reader.get("/search/?q=lesson").content.decode()


def test_the_lessons_of_a_course_that_is_taken_away_are_not_found(course, cohort, sign_in):
    reader = sign_in(learner_in(cohort))
    course.unpublish()
    assert reader.get(lessons_of(course)[0].address).status_code == 404


def test_a_course_below_a_list_that_is_taken_away_is_not_found(course, client):
    course.get_parent().specific.unpublish()
    assert client.get("/en/courses/move/").status_code == 404


def test_a_cohort_of_a_course_taken_away_in_one_language_falls_back_to_another(course, cohort, sign_in):
    course.unpublish()
    assert course_in(course.translation_key, "en").locale.language_code == "hi"
    assert sign_in(learner_in(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).status_code == 200


def test_a_cohort_of_a_course_that_is_taken_away_says_so(course, cohort, sign_in):
    learner = learner_in(cohort)
    for page in CoursePage.objects.all():
        page.unpublish()
    address = reverse("cohorts:cohort", args=[cohort.pk])
    page = sign_in(learner).get(address).content.decode()
    assert "The course of this cohort is taken away for now" in page
    teacher = sign_in(trainer_of(cohort))
    assert teacher.get(reverse("cohorts:learners", args=[cohort.pk])).status_code == 200
    assert teacher.get(reverse("cohorts:learner", args=[cohort.pk, learner.pk])).status_code == 200


@pytest.mark.parametrize("model", [ModulePage, LessonPage])
def test_a_lesson_or_module_cannot_be_kept_private(course, sign_in, model):
    page = model.objects.descendant_of(course).first()
    with pytest.raises(LessonIsNeverPrivate):
        page.view_restrictions.create(restriction_type="login")
    editor = sign_in(UserFactory(staff=True, is_superuser=True))
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    editor.post(address, {"restriction_type": "login"})
    assert "cannot be kept private" in editor.get(address).json()["html"]
    assert not PageViewRestriction.objects.exists()
