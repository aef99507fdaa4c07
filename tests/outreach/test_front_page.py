"""What a stranger sees first."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from assessments.models import Attempt
from cohorts.models import Enrolment
from courses.models import LessonProgress
from outreach.queries import live_figures
from tests.factories import (
    CohortFactory,
    PersonFactory,
    course_with_lessons,
    learner_in,
    lesson_without_page,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_the_courses(client):
    course = course_with_lessons(1)
    page = client.get("/en/").content.decode()
    assert course.title in page
    assert "/en/courses/move/" in page


def test_who_has_signed_in_is_not_asked_to_sign_up(client):
    course_with_lessons(1)
    sign_up = reverse("account_signup")
    assert sign_up in client.get("/en/").content.decode()
    client.force_login(PersonFactory().user)
    assert sign_up not in client.get("/en/").content.decode()


def test_the_bare_address_leads_to_the_readers_language(client):
    course_with_lessons(1)
    assert client.get("/", headers={"accept-language": "hi"}).url == "/hi/"


def test_a_figure_behind_which_fewer_than_five_people_stand_is_not_shown():
    cohort = CohortFactory()
    for _ in range(4):
        learner_in(cohort)
    assert live_figures().learners is None
    learner_in(cohort)
    cache.clear()
    assert live_figures().learners == 5


def test_a_figure_of_many_deeds_of_few_people_is_not_shown_either():
    person = learner_in(CohortFactory())
    for _ in range(9):
        LessonProgress.objects.create(person=person, lesson=lesson_without_page(), finished_at="2026-01-01T00:00Z")
    assert live_figures().lessons_read is None


def test_what_trainers_read_and_pass_is_no_figure_of_learning():
    quiz, lesson = questions_on(lesson_without_page()), lesson_without_page()
    learners = [learner_in(CohortFactory()) for _ in range(5)]
    for person in [*learners, trainer_of(CohortFactory()), PersonFactory(user__staff=True)]:
        LessonProgress.objects.create(person=person, lesson=lesson, finished_at="2026-01-01T00:00Z")
        Attempt.objects.create(person=person, quiz=quiz, pass_percent=60, passed=True)
    learners[0].enrolments.update(status="withdrawn")
    assert (live_figures().lessons_read, live_figures().passed) == (5, 5)


def test_who_takes_part_twice_is_one_person():
    person = PersonFactory()
    for _ in range(6):
        Enrolment.objects.create(cohort=CohortFactory(), person=person)
    assert live_figures().learners is None
