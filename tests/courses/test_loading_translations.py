"""Languages without a file show the source by an alias, until a real translation takes its place."""

import pytest

from courses.models import CoursePage, LessonPage
from courses.services import load_courses

OTHERS = ["hi", "kn", "ml"]


def lesson(slug: str, language: str) -> LessonPage:
    return LessonPage.objects.get(slug=slug, locale__language_code=language)


@pytest.mark.parametrize("language", OTHERS)
def test_a_missing_translation_is_an_alias_of_the_english_page(loaded, language):
    page = lesson("1a", language)
    assert page.alias_of_id == lesson("1a", "en").pk
    assert page.translation_key == lesson("1a", "en").translation_key
    assert (page.live, page.content_language) == (True, "en")


def test_an_alias_follows_a_change_of_the_english_file(loaded, files):
    files.lesson("1a", title="The goal game")
    load_courses(loaded, content=files.root)
    assert lesson("1a", "kn").title == "The goal game"


def test_a_translation_that_comes_later_takes_the_place_of_the_alias_under_the_same_key(loaded, files):
    alias = lesson("1a", "hi")
    files.lesson("1a", "hi", title="लक्ष्य का खेल")
    report = load_courses(loaded, content=files.root)
    page = lesson("1a", "hi")
    assert report.made == ["move/1a.hi"]
    assert (page.pk, page.alias_of_id, page.title) == (alias.pk, None, "लक्ष्य का खेल")
    assert page.translation_key == alias.translation_key == lesson("1a", "en").translation_key
    assert (page.live, page.content_language) == (True, "hi")


def test_a_translation_no_longer_follows_the_english_file(index, files):
    files.lesson("1a", "hi", title="लक्ष्य का खेल")
    load_courses(index, content=files.root)
    files.lesson("1a", title="Another title")
    report = load_courses(index, content=files.root)
    assert report.updated == ["move/1a.en"]
    assert lesson("1a", "hi").title == "लक्ष्य का खेल"


def test_a_translation_there_from_the_start_stands_beside_aliases_of_the_rest(index, files):
    files.lesson("1a", "hi", title="लक्ष्य का खेल")
    load_courses(index, content=files.root)
    assert lesson("1a", "hi").alias_of_id is None
    assert lesson("1b", "hi").alias_of_id == lesson("1b", "en").pk


def test_a_translated_course_has_its_own_words_and_the_same_key(loaded, files):
    files.course("ml", title="മൂവ്")
    report = load_courses(loaded, content=files.root)
    course = CoursePage.objects.get(locale__language_code="ml")
    assert report.made == ["move/course.ml", "move/module-1.ml"]
    assert (course.title, course.alias_of_id) == ("മൂവ്", None)
    assert course.translation_key == CoursePage.objects.get(locale__language_code="en").translation_key


def test_loading_translations_twice_makes_nothing_double(index, files):
    files.course("hi")
    files.lesson("1a", "hi")
    load_courses(index, content=files.root)
    before = LessonPage.objects.count(), CoursePage.objects.count()
    report = load_courses(index, content=files.root)
    assert (report.made, report.updated, report.kept) == ([], [], [])
    assert (LessonPage.objects.count(), CoursePage.objects.count()) == before == (8, 4)


def test_an_editors_change_of_a_translation_is_kept_and_reported(index, files):
    files.lesson("1a", "hi", title="लक्ष्य का खेल")
    load_courses(index, content=files.root)
    page = lesson("1a", "hi")
    page.title = "संपादक का शीर्षक"
    page.save_revision().publish()
    files.lesson("1a", "hi", title="फ़ाइल का शीर्षक")
    assert load_courses(index, content=files.root).kept == ["move/1a.hi"]
    assert lesson("1a", "hi").title == "संपादक का शीर्षक"


def test_a_change_of_the_english_page_by_an_editor_reaches_the_alias_and_survives_loading(loaded, files):
    page = lesson("1a", "en")
    page.title = "As the editor wants it"
    page.save_revision().publish()
    load_courses(loaded, content=files.root)
    assert lesson("1a", "hi").title == "As the editor wants it"
    assert lesson("1a", "hi").alias_of_id == page.pk
