"""Finding pages by their words, in every script."""

import pytest

from outreach.queries import search
from tests.factories import course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db

INDIC = [
    ("hi", "नमस्ते दुनिया: लक्ष्य का खेल", "लक्ष्य", "लकषय"),
    ("hi", "क़ीमत तय करना", "क\u093cीमत", "कीमत"),
]


def titled(title):
    course = course_with_lessons(2)
    lesson = lessons_of(course.get_translations().get())[0]
    lesson.title = title
    lesson.save()
    return lesson


@pytest.mark.parametrize(("language", "title", "typed", "other"), INDIC)
def test_an_indic_word_is_found_whole_and_not_by_its_bare_consonants(language, title, typed, other):
    lesson = titled(title)
    assert [page.pk for page in search(typed, language)] == [lesson.pk]
    assert search(other, language) == []


def test_all_words_must_be_there_in_any_order_and_case():
    lesson = lessons_of(course_with_lessons(2))[0]
    lesson.title, lesson.summary = "Goal setting game", "Throw beans"
    lesson.save()
    assert [page.pk for page in search("BEANS, goal!", "en")] == [lesson.pk]
    assert search("goal eatery", "en") == []


def test_another_language_and_unpublished_pages_are_not_found():
    lesson = titled("लक्ष्य")
    assert search("लक्ष्य", "en") == []
    lesson.unpublish()
    assert search("लक्ष्य", "hi") == []


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "%", "_", "' OR 1=1"])
def test_nothing_to_look_for_finds_nothing(typed):
    course_with_lessons(1)
    assert search(typed, "en") == []


def test_the_page_shows_what_was_typed_and_escapes_it(client):
    course_with_lessons(1)
    response = client.get("/search/", {"q": "<script>lesson</script>"})
    assert response.status_code == 200
    assert "<script>lesson" not in response.content.decode()
