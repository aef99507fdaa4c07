"""Who comes to a lesson by its address is told at the door which it is, of what course, and how to take part."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.factories import course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db


def door(client, address: str) -> str:
    return client.get(reverse("account_login"), {"next": address}).text


def test_a_stranger_is_told_which_lesson_waits_and_how_to_take_part(client):
    course = course_with_lessons(3)
    second = lessons_of(course)[1]
    answered = client.get(second.address)
    assert answered.status_code == 302
    page = client.get(answered.url).text
    assert second.title in page
    assert "This lesson belongs to the course" in page
    assert f'href="{course.address}"' in page


@pytest.mark.parametrize("address", ["", "/desk/", "/en/courses/nothing/at/all/", "/xx/a/b/", "//elsewhere/", "/"])
def test_of_anything_else_nothing_is_said(client, address):
    course_with_lessons(3)
    assert "This lesson belongs" not in door(client, address)


def test_of_a_private_course_nothing_is_said(client):
    course = course_with_lessons(3)
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert "This lesson belongs" not in door(client, lessons_of(course)[1].address)
