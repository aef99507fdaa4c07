"""Who meets a lesson how: the stranger, the one without a cohort, the one who must wait, the learner, the editor."""

import uuid

import pytest
from django.urls import reverse

from cohorts.models import Cohort
from courses.models import LessonPage
from tests.factories import (
    CohortFactory,
    PersonFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons() -> list[LessonPage]:
    return lessons_of(course_with_lessons())


def cohort_for(lessons: list[LessonPage], **kwargs) -> Cohort:
    return cohort_on(lessons[0].get_parent().get_parent().specific, **kwargs)


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_lesson(client, lessons):
    response = client.get(lessons[0].address)
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={lessons[0].address}"


def test_an_account_that_has_not_said_who_it_is_is_asked_first(lessons, sign_in):
    response = sign_in(UserFactory()).get(lessons[0].address)
    assert response.status_code == 302
    assert response.url.startswith(reverse("people:introduce"))


def test_who_is_in_no_cohort_is_told_how_to_join_and_reads_nothing(lessons, sign_in):
    response = sign_in(PersonFactory()).get(lessons[0].address)
    assert response.status_code == 403
    assert reverse("cohorts:join") in response.content.decode()
    assert "Beans in a bowl" not in response.content.decode()


def test_a_cohort_of_another_course_opens_no_lesson_of_this_one(lessons, sign_in):
    assert sign_in(learner_in(CohortFactory())).get(lessons[0].address).status_code == 403


def test_a_learner_reads_the_first_lesson(lessons, sign_in):
    response = sign_in(learner_in(cohort_for(lessons))).get(lessons[0].address)
    assert response.status_code == 200
    assert "Beans in a bowl" in response.content.decode()


def test_a_locked_lesson_names_the_lesson_to_read_before_and_shows_nothing_of_itself(lessons, sign_in):
    response = sign_in(learner_in(cohort_for(lessons))).get(lessons[1].address)
    page = response.content.decode()
    assert response.status_code == 403
    assert "It opens when you have read the lesson before it" in page
    assert lessons[0].address in page
    assert "Beans in a bowl" not in page


def test_a_lesson_behind_questions_says_that_they_are_to_be_passed(lessons, sign_in):
    questions_on(lessons[0])
    client = sign_in(learner_in(cohort_for(lessons)))
    client.post(reverse("courses:finish-lesson", args=[lessons[0].pk]))
    response = client.get(lessons[1].address)
    assert response.status_code == 403
    assert "It opens when you pass the questions of the lesson before it" in response.content.decode()


def test_a_lesson_of_a_later_block_says_the_day_it_opens(lessons, sign_in):
    cohort = cohort_for(lessons, opens_in_days=[3])
    response = sign_in(learner_in(cohort)).get(lessons[0].address)
    day = cohort.blocks.get().starts_on
    assert response.status_code == 403
    assert f"It opens on {day:%d-%m-%Y}" in response.content.decode()


def test_trainer_and_mentor_of_the_course_read_every_lesson(lessons, sign_in):
    cohort = cohort_for(lessons)
    for person in (trainer_of(cohort), mentor_of(cohort)):
        assert sign_in(person).get(lessons[2].address).status_code == 200


def test_the_trainer_of_another_course_reads_none(lessons, sign_in):
    assert sign_in(trainer_of(CohortFactory())).get(lessons[0].address).status_code == 403


def test_an_editor_reads_every_lesson_but_keeps_no_place(lessons, sign_in):
    client = sign_in(UserFactory(staff=True))
    page = client.get(lessons[2].address).content.decode()
    assert "Beans in a bowl" in page
    assert "data-keep-place" not in page
    assert reverse("courses:finish-lesson", args=[lessons[2].pk]) not in page


def test_a_lesson_that_is_not_published_yet_is_not_found(lessons, sign_in):
    client = sign_in(learner_in(cohort_for(lessons)))
    lessons[0].unpublish()
    assert client.get(lessons[0].address).status_code == 404
    assert client.get(reverse("courses:lesson", args=[lessons[0].translation_key])).status_code == 404
    assert client.post(reverse("courses:finish-lesson", args=[lessons[0].pk])).status_code == 404


def test_a_lesson_nobody_has_written_is_not_found(lessons, sign_in):
    client = sign_in(learner_in(cohort_for(lessons)))
    assert client.get("/en/courses/move/module-1/no-such-lesson/").status_code == 404
    assert client.get(reverse("courses:lesson", args=[uuid.uuid4()])).status_code == 404
    assert client.post(reverse("courses:keep-place", args=[999_999]), {"step": 1}).status_code == 404


def test_the_address_by_key_leads_to_the_lesson_in_the_readers_language(lessons, sign_in):
    client = sign_in(learner_in(cohort_for(lessons)))
    address = reverse("courses:lesson", args=[lessons[0].translation_key])
    assert client.get(address).url == "/en/courses/move/module-1/lesson-1/"
    client.cookies["django_language"] = "hi"
    assert client.get(address).url.startswith("/hi/")


def test_withdrawn_from_the_cohort_she_reads_no_lesson_any_more(lessons, sign_in):
    learner = learner_in(cohort_for(lessons))
    client = sign_in(learner)
    assert client.get(lessons[0].address).status_code == 200
    learner.enrolments.update(status="withdrawn")
    assert client.get(lessons[0].address).status_code == 403
    assert client.post(reverse("courses:finish-lesson", args=[lessons[0].pk])).status_code == 404
