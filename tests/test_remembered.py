"""Trees of pages that are made once: the tests after the first find the same rows, and may change them."""

import pytest
from django.db import connection
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from tests.factories import course_with_lessons
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
made = []


@remembered
def course(number: int) -> CoursePage:
    made.append(number)
    return course_with_lessons(number)


@pytest.fixture(scope="module")
def seen() -> list:
    """What each test has found."""
    return []


@pytest.mark.parametrize("time", [1, 2, 3])
def test_the_tree_is_made_once_and_what_a_test_does_to_it_is_gone_in_the_next(seen, time):
    if Page.objects.exists():
        pytest.skip("the migrations have made pages already")
    page = course(1)
    connection.check_constraints()
    seen.append((page.title, page.numchild, _all_pages()))
    page.title = "Changed"
    page.save()
    LessonPage.objects.get(locale__language_code="en").delete()
    assert seen == [seen[0]] * len(seen)
    assert made.count(1) == 1


def test_where_there_are_pages_already_it_is_made_like_any_other():
    course(2)
    before = Page.objects.count()
    course_with_lessons(2, slug="ted")
    assert Page.objects.count() > before


def _all_pages() -> list[tuple]:
    return list(Page.objects.order_by("path").values_list("pk", "path", "title", "translation_key", "live"))
