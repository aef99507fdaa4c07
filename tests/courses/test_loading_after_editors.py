"""Loading files after an editor has deleted, renamed or moved pages: nothing of that is undone, nothing breaks."""

import pytest
from wagtail.models import Page

from content.models import LoadedContent
from content.services import ask_again
from courses.models import CoursePage, Lesson, LessonPage, ModulePage
from courses.services import content as loader
from courses.services import load_courses

ALL = ["move/course.en", "move/module-1.en", "move/1a.en", "move/1b.en"]


@pytest.fixture
def load(loaded, files):
    """The files were loaded once; hand out the way to do so again."""
    return lambda: load_courses(loaded, content=files.root)


def lesson(slug: str, language: str = "en") -> LessonPage:
    return LessonPage.objects.get(slug=slug, locale__language_code=language)


def in_all_languages(page: Page) -> list[Page]:
    return [each.specific for each in page.get_translations(inclusive=True)]


def delete_everywhere(page: Page) -> None:
    for each in in_all_languages(page):
        Page.objects.get(pk=each.pk).delete()


def order(language: str = "en") -> list[str]:
    pages = LessonPage.objects.filter(locale__language_code=language).order_by("path")
    return list(pages.values_list("slug", flat=True))


def test_a_lesson_an_editor_deleted_stays_away(load):
    delete_everywhere(lesson("1a"))
    report = load()
    assert (report.deleted, report.made, report.failed) == (["move/1a.en"], [], [])
    assert order() == order("hi") == ["1b"]


def test_a_deleted_lesson_that_is_asked_for_again_comes_back_under_its_key(load):
    key = lesson("1a").translation_key
    delete_everywhere(lesson("1a"))
    load()
    assert ask_again(["move/1a"]) == ["move/1a.en"]
    assert load().updated == ["move/1a.en"]
    assert lesson("1a").translation_key == lesson("1a", "kn").translation_key == key
    assert order() == order("hi")
    assert Lesson.objects.get(pk=key).is_published


def test_a_course_an_editor_deleted_stays_away_with_all_that_is_below_it(load):
    delete_everywhere(CoursePage.objects.get(locale__language_code="en"))
    report = load()
    assert (report.deleted, report.made, report.failed) == (["move/course.en"], [], [])
    assert not Page.objects.filter(slug__startswith="move").exists()


def test_a_deleted_translation_stays_away_and_the_source_is_shown(load, files):
    files.lesson("1a", "hi", title="लक्ष्य का खेल")
    load()
    lesson("1a", "hi").delete()
    report = load()
    assert report.deleted == ["move/1a.hi"]
    assert (lesson("1a", "hi").title, lesson("1a", "hi").alias_of_id) == ("Lesson 1a", lesson("1a").pk)
    assert order("hi") == ["1a", "1b"]


def test_a_slug_an_editor_changed_is_no_trouble(load, files):
    files.course("kn", title="ಮೂವ್")
    load()
    for language in ("kn", "en"):
        module = ModulePage.objects.get(slug="module-1", locale__language_code=language)
        module.slug = f"goals-{language}"
        module.save()
    report = load()
    assert (report.made, report.failed) == ([], [])
    assert ModulePage.objects.count() == 4


def test_an_order_an_editor_made_stays(load):
    lesson("1b").move(lesson("1a"), pos="left")
    load()
    assert order() == ["1b", "1a"]


def test_a_new_lesson_comes_to_its_place_in_every_language(load, files):
    files.course(lessons=("1a", "1c", "1b"))
    files.lesson("1c")
    load()
    assert order() == order("ml") == ["1a", "1c", "1b"]


def test_the_trouble_of_one_page_is_reported_and_the_others_load(load, files):
    (files.folder / "1a.en.yaml").write_text("title: [", encoding="utf-8")
    files.lesson("1b", title="Bargaining")
    report = load()
    assert [line.partition(":")[0] for line in report.failed] == ["move/1a.en"]
    assert report.updated == ["move/1b.en"]
    assert lesson("1a").title == "Lesson 1a"


def test_a_load_that_breaks_off_leaves_no_page_half_made(index, files, monkeypatch):
    files.lesson("1a", "hi", title="लक्ष्य का खेल")
    monkeypatch.setattr(LessonPage, "save_revision", _break_off)
    with pytest.raises(KeyboardInterrupt):
        load_courses(index, content=files.root)
    assert not LessonPage.objects.exists()
    monkeypatch.undo()
    report = load_courses(index, content=files.root)
    assert report.kept == []
    assert (lesson("1a", "hi").title, lesson("1a", "hi").live) == ("लक्ष्य का खेल", True)


def _break_off(*args, **kwargs):
    raise KeyboardInterrupt


def test_the_digest_is_of_the_files_own_bytes(load, monkeypatch):
    """A new optional kind of block changes no digest, and so publishes nothing again."""
    digests = dict(LoadedContent.objects.values_list("source", "digest"))
    monkeypatch.setattr(loader.Step, "__str__", lambda step: "with one more field")
    monkeypatch.setattr(loader.Step, "__repr__", lambda step: "with one more field")
    assert load().unchanged == ALL
    assert dict(LoadedContent.objects.values_list("source", "digest")) == digests
