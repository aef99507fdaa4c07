"""When and where a course begins next, as anybody reads it on its card and its page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.factories import PlaceFactory, cohort_on, course_with_lessons, learner_in

pytestmark = pytest.mark.django_db


def coming_in(course, days, **kwargs):
    return cohort_on(course, starts_on=timezone.localdate() + timedelta(days=days), **kwargs)


@pytest.mark.parametrize("address", ["/en/", "/en/courses/", "/en/courses/move/"])
def test_the_earliest_first_day_ahead_is_told_with_its_place(client, address):
    course = course_with_lessons()
    coming_in(course, 30, place=PlaceFactory(name="Later village"))
    soon = coming_in(course, 5, place=PlaceFactory(name="Sooner village"))
    page = client.get(address).text
    assert f"{date_format(soon.starts_on)}, Sooner village" in page
    assert "Later village" not in page


def test_of_what_has_begun_or_is_full_nothing_is_told(client):
    course = course_with_lessons()
    cohort_on(course)
    learner_in(coming_in(course, 5, capacity=1))
    coming_in(course, 0)
    assert "Begins next" not in client.get("/en/").text
    assert "Begins next" not in client.get("/en/courses/move/").text


def test_a_card_says_for_whom_the_course_is_and_in_which_languages(client):
    course = course_with_lessons()
    course.who_for = "Women of 3.5 kinds. Nobody else."
    course.save()
    page = client.get("/en/courses/").text
    assert "Women of 3.5 kinds.<" in page
    assert "Nobody else" not in page
    assert "English, " in page
