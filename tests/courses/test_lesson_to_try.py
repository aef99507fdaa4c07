"""The first lesson of a course is open to everybody, to try; nothing is kept of it."""

import pytest
from django.urls import reverse

from courses.models import LessonProgress
from tests.factories import PersonFactory, course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_the_first_lesson_and_no_other(client):
    first, second, _ = lessons_of(course_with_lessons())
    page = client.get(first.address).content.decode()
    assert "This lesson is open to everybody, to try." in page
    assert reverse("account_signup") in page
    assert reverse("courses:finish-lesson", args=[first.translation_key]) not in page
    assert client.get(second.address).status_code == 302


def test_who_is_signed_in_without_a_cohort_tries_it_and_finds_the_way_into_one(sign_in):
    first = lessons_of(course_with_lessons())[0]
    page = sign_in(PersonFactory()).get(first.address).content.decode()
    assert "This lesson is open to everybody, to try." in page
    assert reverse("cohorts:join") in page


def test_nothing_is_kept_of_who_only_tries(sign_in):
    first = lessons_of(course_with_lessons())[0]
    client = sign_in(PersonFactory())
    assert client.post(reverse("courses:finish-lesson", args=[first.translation_key])).status_code == 404
    assert not LessonProgress.objects.exists()


def test_of_a_course_that_is_kept_private_no_lesson_is_open(client):
    course = course_with_lessons()
    course.view_restrictions.create(restriction_type="login")
    assert client.get(lessons_of(course)[0].address).status_code == 302


def test_of_a_course_that_is_taken_away_no_lesson_is_open(client, sign_in):
    course = course_with_lessons()
    first = lessons_of(course)[0]
    course.unpublish()
    assert client.get(first.address).status_code == 302
    assert sign_in(PersonFactory()).get(first.address).status_code == 404


def test_a_lesson_to_try_sets_no_cookie_so_that_it_is_made_once_for_all_strangers(client):
    assert not client.get(lessons_of(course_with_lessons())[0].address).cookies
