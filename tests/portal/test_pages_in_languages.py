"""A page is found in another language by its text, not by its address."""

import pytest
from wagtail.models import Locale

from tests.factories import course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db
ENGLISH = "/en/courses/move/module-1/lesson-1/"
HINDI = "/hi/courses/move/module-1/lesson-1/"


@pytest.fixture
def hindi():
    """The lesson in Hindi, under a name of its own."""
    lesson = lessons_of(course_with_lessons(2))[0]
    there = lesson.get_translation(Locale.objects.get(language_code="hi"))
    there.slug = "paath-1"
    there.alias_of = None
    there.save()
    return there


@pytest.mark.parametrize("headers", [{}, {"referer": f"http://testserver{ENGLISH}"}])
def test_the_menu_leads_to_where_the_page_stands_in_that_language(client, hindi, headers):
    answer = client.get(HINDI, headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, "/hi/courses/move/module-1/paath-1/")


def test_where_it_is_not_there_in_that_language_it_leads_to_what_is_above(client, hindi):
    hindi.unpublish()
    assert client.get(HINDI).status_code == 404
    answer = client.get(HINDI, headers={"referer": f"http://testserver{ENGLISH}"})
    assert (answer.status_code, answer["Location"]) == (302, "/hi/courses/move/module-1/")


@pytest.mark.parametrize("address", ["/hi/nothing/", "/hi/nothing/at/all/", "/nothing/"])
def test_what_is_in_no_language_is_not_there(client, hindi, address):
    assert client.get(address, follow=True).status_code == 404
