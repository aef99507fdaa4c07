"""A course for anybody: what it is about and what its lessons are called."""

import pytest
from django.urls import reverse

from courses.models import LessonPage, ModulePage
from courses.services import finish_lesson
from tests.factories import PersonFactory, cohort_on, course_with_lessons, learner_in, lessons_of, trainer_of

pytestmark = pytest.mark.django_db


def test_a_stranger_sees_the_lessons_by_name_and_the_way_into_the_first(client):
    first, *others = lessons_of(course_with_lessons())
    page = client.get("/en/courses/move/").content.decode()
    assert "Lesson 3" in page
    assert first.address in page
    assert not [lesson for lesson in others if lesson.address in page]


def test_the_course_says_how_many_of_its_lessons_are_written_in_which_language(client):
    untranslated = lessons_of(course_with_lessons())[0].get_translations().get(locale__language_code="hi")
    untranslated.content_language = "en"
    untranslated.save()
    assert "English, हिन्दी (2 lessons)" in client.get("/en/courses/move/").content.decode()


def test_who_is_signed_in_finds_the_way_to_each_lesson(sign_in):
    lesson = lessons_of(course_with_lessons())[2]
    assert lesson.address in sign_in(PersonFactory()).get("/en/courses/move/").content.decode()


def test_who_takes_part_sees_how_far_she_is_and_the_lesson_to_go_on_with(sign_in):
    course = course_with_lessons()
    first, second, third = lessons_of(course)
    learner = learner_in(cohort_on(course))
    finish_lesson(learner, first)
    page = sign_in(learner).get("/en/courses/move/").content.decode()
    assert "1 of 3 lessons done" in page
    assert page.count("cloth__printed") == 1
    assert f'Go on: <span lang="en">{second.title}</span>' in page
    assert f'href="{third.address}"' not in page
    assert "Opens when you have finished “Lesson 2”." in page
    assert "I have a cohort code" not in page


def test_who_may_read_the_lessons_can_keep_the_course_on_her_phone_and_nobody_else(client, sign_in):
    course = course_with_lessons()
    cohort = cohort_on(course)
    address = reverse("offline:bundle", args=["course", course.translation_key])
    for person, is_offered in ((learner_in(cohort), True), (trainer_of(cohort), True), (PersonFactory(), False)):
        browser = sign_in(person)
        assert (address in browser.get("/en/courses/move/").text) == is_offered
        assert (browser.get(address).status_code == 200) == is_offered
    client.logout()
    assert address not in client.get("/en/courses/move/").text


def test_what_is_not_published_is_not_named(client):
    course = course_with_lessons()
    LessonPage.objects.descendant_of(course).get(slug="lesson-2").unpublish()
    page = client.get("/en/courses/move/").content.decode()
    assert "Lesson 1" in page
    assert "Lesson 2" not in page


def test_a_course_that_is_not_published_is_not_found(client):
    course_with_lessons().unpublish()
    assert client.get("/en/courses/move/").status_code == 404


def test_a_private_course_asks_for_what_its_editor_asks(client):
    course = course_with_lessons()
    course.view_restrictions.create(restriction_type="login")
    assert client.get("/en/courses/move/").status_code == 302


def test_a_module_leads_to_its_place_on_the_course(client):
    course = course_with_lessons()
    module = ModulePage.objects.descendant_of(course).first()
    response = client.get(module.address)
    assert response.status_code == 302
    assert response.url.endswith("/en/courses/move/#module-1")


def test_the_list_of_courses_leads_to_the_course(client):
    course_with_lessons()
    assert "/en/courses/move/" in client.get("/en/courses/").content.decode()
