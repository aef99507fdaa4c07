"""How a cohort goes on, drawn for who teaches it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.services import start_attempt, submit_attempt
from courses.models import LessonPage
from courses.services import finish_lesson
from tests.assessments.answering import answer_all
from tests.factories import (
    RIGHT_ANSWERS,
    learner_in,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cohort, lessons):
    """Its first lesson has questions."""
    questions_on(lessons[0])
    return cohort


def figures(cohort) -> str:
    return reverse("cohorts:figures", args=[cohort.pk])


def read_and_answered(cohort, number: int) -> None:
    lesson = LessonPage.objects.get(title="Lesson 1", locale__language_code="en")
    for _ in range(number):
        person = learner_in(cohort)
        finish_lesson(person, lesson)
        attempt = start_attempt(person, lesson.translation_key)
        answer_all(attempt, RIGHT_ANSWERS)
        submit_attempt(attempt.pk)


def test_five_learners_are_drawn_with_the_numbers_behind_them(cohort, sign_in):
    read_and_answered(cohort, 5)
    page = sign_in(trainer_of(cohort)).get(figures(cohort)).content.decode()
    assert "Easy: 100%" in page
    assert page.count("<polygon") == 1
    assert "half of the learners" in page


def test_no_week_ends_after_today_and_it_is_said_who_is_counted(cohort, sign_in):
    read_and_answered(cohort, 5)
    today = timezone.localdate()
    cohort.starts_on, cohort.ends_on = today - timedelta(days=8), today + timedelta(days=60)
    cohort.save()
    page = sign_in(trainer_of(cohort)).get(figures(cohort))
    assert page.context["charts"][0].labels == [
        date_format(today - timedelta(days=2), "j M"),
        date_format(today, "j M"),
    ]
    assert page.context["charts"][0].at == [0, 2 / 7]
    assert "5 learners take part now; counted are those whose results you may see: 5." in page.text


def test_fewer_than_five_are_not_drawn(cohort, sign_in):
    read_and_answered(cohort, 4)
    page = sign_in(trainer_of(cohort)).get(figures(cohort)).content.decode()
    assert page.count("Nothing to show yet.") == 2
    assert "100%" not in page


@pytest.mark.parametrize("number", [5, 15])
def test_the_page_asks_the_database_equally_often_however_many_take_part(
    cohort, sign_in, number, django_assert_max_num_queries
):
    read_and_answered(cohort, number)
    client = sign_in(trainer_of(cohort))
    client.get(figures(cohort))
    with django_assert_max_num_queries(11):
        client.get(figures(cohort))
