"""Finding pages by their words, in every script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from outreach.queries import search, search_for_some
from tests.factories import course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db

INDIC = [
    ("नमस्ते दुनिया: लक्ष्य का खेल", "लक्ष्य", "लकषय"),
    ("ಬೆಲೆ ನಿರ್ಧಾರ", "ನಿರ್ಧಾರ", "ನರಧಾರ"),
]


SPELLINGS = [
    ("ബിൽ എഴുതൽ", "ബില്\u200d"),  # the chillu of an old keyboard
    ("ബില്\u200d എഴുതൽ", "ബിൽ"),
    ("എന്റെ ബിൽ", "എൻ്റെ"),
    ("ಬಿಲ್ ಬರೆಯುವುದು", "ಬಿಲ್\u200c"),
    ("ಬಿಲ್\u200c ಬರೆಯುವುದು", "ಬಿಲ್"),
    ("ख़रीदने का दिन", "खरीदने"),
    ("खरीदने का दिन", "ख़रीदने"),
    ("प\u0959रीद", "पख़रीद"),
    ("60 कप चाय", "६०"),
    ("೬೦ ಕಪ್", "60"),
    ("WhatsApp समूह", "ＷＨＡＴＳＡＰＰ"),
]


def titled(title):
    course = course_with_lessons(2)
    lesson = lessons_of(course.get_translations().get())[0]
    lesson.title = title
    lesson.save()
    return lesson


@pytest.mark.parametrize(("title", "typed", "other"), INDIC)
def test_an_indic_word_is_found_whole_and_not_by_its_bare_consonants(title, typed, other):
    lesson = titled(title)
    assert [page.pk for page in search(typed, "hi")] == [lesson.pk]
    assert search(other, "hi") == []


@pytest.mark.parametrize(("title", "typed"), SPELLINGS)
def test_a_word_is_found_in_every_spelling(title, typed):
    lesson = titled(title)
    assert [page.pk for page in search(typed, "hi")] == [lesson.pk]


def test_a_title_is_kept_in_one_normal_form():
    lesson = titled("  \u0959रीद\x0b का\u202e दिन ")
    lesson.refresh_from_db()
    assert lesson.title == "ख़रीद  का दिन"


def test_all_words_must_be_there_in_any_order_and_case():
    lesson = lessons_of(course_with_lessons(2))[0]
    lesson.title, lesson.summary = "Goal setting game", "Throw beans"
    lesson.save()
    assert [page.pk for page in search("BEANS, goal!", "en")] == [lesson.pk]
    assert search("goal eatery", "en") == []


def test_what_says_it_in_its_title_comes_first():
    first, second, third = lessons_of(course_with_lessons(3))
    first.title, first.summary = "The market", "What it costs to sell"
    second.title, second.summary = "Costs", "What you sell"
    third.title, third.summary = "Sell above costs", "A line"
    for lesson in (first, second, third):
        lesson.save()
    assert [page.title for page in search("costs sell", "en")] == ["Sell above costs", "Costs", "The market"]


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


def test_where_no_page_has_every_word_those_with_the_most_come_first(client):
    first, second, _ = lessons_of(course_with_lessons())
    first.title, second.title = "Saving money", "Money for a loan"
    first.save()
    second.save()
    typed = "where do I find money and a loan"
    assert search(typed, "en") == []
    assert [page.title for page in search_for_some(typed, "en")] == ["Money for a loan", "Saving money"]
    assert "These have some of them." in client.get("/search/", {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("title", "typed"), [("The market walk", "markt"), ("बाज़ार की सैर", "बज़ार"), ("ವ್ಯಾಪಾರದ ಆಟ", "ವ್ಯಪಾರದ")]
)
def test_a_word_typed_wrong_leads_to_the_one_most_like_it(client, title, typed):
    lesson = titled(title)
    client.cookies["django_language"] = "hi"
    page = client.get("/search/", {"q": typed})
    assert lesson.pk in {found.pk for found in page.context["found"]}
    assert f"“{page.context['like']}”" in page.text


def test_what_is_like_nothing_finds_nothing(client):
    titled("The market walk")
    page = client.get("/search/", {"q": "zebra"})
    assert page.context["found"] == []
    assert page.context["like"] == ""


def test_a_lesson_that_needs_signing_in_says_so_and_the_one_to_try_does_not(client):
    course_with_lessons(2)
    page = client.get("/search/", {"q": "Lesson"}).text
    assert page.count("Opens after you have signed in") == 1


def test_what_is_searched_is_read_once_for_an_edition_and_anew_after_each_publication(client):
    lesson = titled("The market walk")
    client.cookies["django_language"] = "hi"

    def found() -> set[int]:
        return {page.pk for page in client.get("/search/", {"q": "walk"}).context["found"]}

    assert found() == {lesson.pk}
    with CaptureQueriesContext(connection) as asked:
        found()
    assert not any("search_text" in query["sql"] for query in asked)
    lesson.title = "The market round"
    lesson.save()
    assert found() == set()
    lesson.title = "A walk"
    lesson.save()
    assert found() == {lesson.pk}
    PageViewRestriction.objects.create(
        page=lesson.get_parent().get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert found() == set()
