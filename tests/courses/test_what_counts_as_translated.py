"""A translation counts only while it is published: until then, and after, readers get the source's text."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from courses.models import LessonPage, ModulePage
from courses.queries import languages_of, lesson_in
from outreach.queries import search
from people.enums import TokenScope
from tests.factories import PersonFactory, cohort_on, course_with_lessons, learner_in, lessons_of, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return course_with_lessons(3)


@pytest.fixture
def lesson(course):
    return lessons_of(course)[0]


def hindi(lesson) -> LessonPage:
    return LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="hi")


def languages(course) -> dict[str, int]:
    keys = [lesson.translation_key for lesson in lessons_of(course)]
    return {str(name): number for name, number in languages_of(course.translation_key, keys)}


def test_what_is_not_published_is_not_counted_among_the_languages_of_a_course(course, lesson):
    assert languages(course) == {"English": 3, "हिन्दी": 3}
    hindi(lesson).unpublish()
    assert languages(course) == {"English": 3, "हिन्दी": 2}
    ModulePage.objects.get(slug="module-2", locale__language_code="hi").unpublish()
    assert languages(course) == {"English": 3, "हिन्दी": 1}


def test_a_draft_is_not_found_by_its_words(lesson):
    page = hindi(lesson)
    page.title = "लक्ष्य का खेल"
    page.save_revision()
    assert search("लक्ष्य", "hi") == []
    page.latest_revision.publish()
    assert [found.pk for found in search("लक्ष्य", "hi")] == [page.pk]
    page.unpublish()
    assert search("लक्ष्य", "hi") == []


def test_a_link_to_a_lesson_leads_to_its_source_where_the_translation_is_not_published(course, lesson, sign_in):
    reader = sign_in(learner_in(cohort_on(course)))
    reader.cookies["django_language"] = "hi"
    link = reverse("courses:lesson", args=[lesson.translation_key])
    assert reader.get(link).url == hindi(lesson).address
    hindi(lesson).unpublish()
    assert reader.get(link).url == lesson.address
    lesson.unpublish()
    assert reader.get(link).status_code == 404


def test_what_a_phone_hands_in_about_a_lesson_is_taken_where_its_translation_is_away(course, lesson, sign_in):
    learner = learner_in(cohort_on(course))
    reader = sign_in(learner)
    reader.cookies["django_language"] = "hi"
    hindi(lesson).unpublish()
    assert reader.post(reverse("courses:finish-lesson", args=[lesson.translation_key])).status_code == 302
    assert learner.lesson_progress.get().finished_at


def test_the_language_menu_leads_to_the_lesson_where_it_is_published_and_else_above_it(client, lesson):
    page = hindi(lesson)
    page.slug = "lakshya"
    page.save()
    came_from = {"Referer": f"http://testserver{lesson.address}"}
    guessed = "/hi/courses/move/module-1/lesson-1/"  # what the menu leads to, made without a query
    assert client.get(guessed, headers=came_from).url == "/hi/courses/move/module-1/lakshya/"
    hindi(lesson).unpublish()
    assert client.get(guessed, headers=came_from).url == "/hi/courses/move/module-1/"


def test_a_translation_that_is_only_begun_is_read_and_named_in_the_language_of_its_source(
    course, lesson, client, django_capture_on_commit_callbacks
):
    kannada = Locale.objects.get(language_code="kn")
    for page in Page.objects.filter(locale__language_code="en", depth__gte=2).order_by("path").specific():
        page.copy_for_translation(kannada, alias=True)
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(lesson, [kannada])
    assert lesson_in(lesson.translation_key, "kn").content_language == "en"
    assert "ಕನ್ನಡ" not in languages(course)
    person = PersonFactory()
    _, token = token_of(person, TokenScope.COURSES_READ)
    address = f"/api/v1/courses/{course.translation_key}?language=kn"
    answer = client.get(address, headers={"Authorization": f"Bearer {token}"}).json()
    assert answer["modules"][0]["lessons"][0]["language"] == "en"
