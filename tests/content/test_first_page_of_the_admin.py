"""What an editor sees first: what waits, as numbers that lead to what they count."""

import re

import pytest
from django.urls import reverse

from courses.models import LessonPage
from tests.factories import UserFactory, course_with_lessons, lessons_of, with_media

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return course_with_lessons(3)


@pytest.fixture
def editor(sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


def test_the_numbers_lead_to_what_they_count(course, editor):
    LessonPage.objects.filter(locale__language_code="hi").update(content_language="en")
    with_media(lessons_of(course)[0])
    page = editor.get(reverse("wagtailadmin_home")).text
    found = dict(re.findall(r'<a href="([^"]*reports/[^"]*)"><b>(\d+)</b>', page))
    untranslated = f"{reverse('pages-not-translated')}?language=hi"
    assert found[untranslated] == "3"
    assert found[reverse("lessons-without-sound")] == "2"
    listed = editor.get(untranslated)
    assert [page.title for page in listed.context["object_list"]] == ["Lesson 1", "Lesson 2", "Lesson 3"]
    silent = editor.get(reverse("lessons-without-sound"))
    assert [page.title for page in silent.context["object_list"]] == ["Lesson 2", "Lesson 3"]
    assert "0</b> wait for review" in page


def test_modules_and_lessons_stand_in_the_order_of_the_course(course, editor):
    module = lessons_of(course)[0].get_parent()
    lessons_of(course)[1].save_revision().publish()
    page = editor.get(reverse("wagtailadmin_explore", args=[module.pk])).text
    places = [
        page.index(f">{lesson.title}<") if f">{lesson.title}<" in page else page.index(lesson.title)
        for lesson in lessons_of(course)
        if lesson.get_parent() == module
    ]
    assert places == sorted(places)


def test_the_admin_wears_the_mark_and_colours_of_the_portal(course, editor):
    page = editor.get(reverse("wagtailadmin_home")).text
    assert "portal/admin.css" in page
    assert "portal/logo.svg" in page
