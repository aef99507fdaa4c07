"""A lesson is one row for all its languages, kept in step with its pages, whatever is done to them."""

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from wagtail.models import Locale, Page

from courses.models import CoursePage, Lesson, LessonPage, ModulePage
from courses.services import finish_lesson, keep_all_lessons
from tests.factories import PersonFactory, course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return course_with_lessons(3)


def rows(course: CoursePage) -> list[tuple]:
    lessons = Lesson.objects.filter(course_key=course.translation_key).order_by("position")
    return list(lessons.values_list("position", "title", "is_published"))


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


def test_lessons_are_there_as_soon_as_their_pages_are_once_for_all_languages(course):
    assert rows(course) == [(1, "Lesson 1", True), (2, "Lesson 2", True), (3, "Lesson 3", True)]
    assert [lesson.pk for lesson in Lesson.objects.all()] == [page.translation_key for page in lessons_of(course)]
    assert LessonPage.objects.count() == 6


def test_a_lesson_knows_its_module(course):
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    assert list(Lesson.objects.values_list("module_key", flat=True)) == [
        modules[0].translation_key,
        modules[0].translation_key,
        modules[1].translation_key,
    ]


def test_renaming_a_page_in_the_source_language_renames_the_lesson(course):
    page = lessons_of(course)[0]
    page.title = "The goal game"
    page.save_revision().publish()
    hindi = LessonPage.objects.get(translation_key=page.translation_key, locale__language_code="hi")
    hindi.title = "लक्ष्य का खेल"
    hindi.save_revision().publish()
    assert rows(course)[0] == (1, "The goal game", True)


def test_moving_a_page_moves_the_lesson(course):
    lessons_of(course)[2].move(lessons_of(course)[0], pos="left")
    assert [title for _, title, _ in rows(course)] == ["Lesson 3", "Lesson 1", "Lesson 2"]


def test_moving_a_module_moves_its_lessons(course):
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    modules[1].move(modules[0], pos="left")
    assert [title for _, title, _ in rows(course)] == ["Lesson 3", "Lesson 1", "Lesson 2"]


def test_a_lesson_that_moves_to_another_course_leaves_its_own(course):
    other = course_with_lessons(1, slug="ted")
    module = ModulePage.objects.child_of(other).get()
    moved = lessons_of(course)[1]
    for page in LessonPage.objects.filter(translation_key=moved.translation_key):
        page.move(module.get_translation(page.locale), pos="last-child")
    assert rows(course) == [(1, "Lesson 1", True), (2, "Lesson 3", True)]
    assert rows(other) == [(1, "Lesson 1", True), (2, "Lesson 2", True)]


def test_a_course_that_moves_to_another_depth_keeps_its_lessons(course):
    hindi = course.get_translation(Locale.objects.get(language_code="hi"))
    hindi.move(hindi.get_parent().get_parent(), pos="last-child")
    assert rows(course) == [(1, "Lesson 1", True), (2, "Lesson 2", True), (3, "Lesson 3", True)]


def test_a_lesson_is_published_while_one_language_can_be_read(course):
    english = lessons_of(course)[0]
    hindi = LessonPage.objects.get(translation_key=english.translation_key, locale__language_code="hi")
    english.unpublish()
    assert rows(course)[0] == (1, "Lesson 1", True)
    hindi.unpublish()
    assert rows(course)[0] == (1, "Lesson 1", False)
    fresh(english).save_revision().publish()
    assert rows(course)[0] == (1, "Lesson 1", True)


def test_a_lesson_below_an_unpublished_module_is_not_published(course):
    for module in ModulePage.objects.filter(slug="module-1"):
        module.unpublish()
    assert [is_published for _, _, is_published in rows(course)] == [False, False, True]


def test_a_lesson_whose_pages_are_deleted_stays_with_what_was_done_with_it(course):
    page, person = lessons_of(course)[0], PersonFactory()
    finish_lesson(person, page)
    for module in ModulePage.objects.filter(slug="module-1"):
        fresh(module).delete()
    published = {title: is_published for _, title, is_published in rows(course)}
    assert published == {"Lesson 1": False, "Lesson 2": False, "Lesson 3": True}
    assert person.lesson_progress.get().lesson.title == "Lesson 1"
    with pytest.raises(ProtectedError):
        Lesson.objects.get(pk=page.translation_key).delete()


def test_what_is_out_of_step_is_found_and_mended(course, capsys):
    assert keep_all_lessons() == []
    key = lessons_of(course)[1].translation_key
    Lesson.objects.filter(pk=key).update(title="Wrong", position=9, is_published=False)
    call_command("keep_lessons")
    assert f"mended: {key} Lesson 2" in capsys.readouterr().out
    assert rows(course)[1] == (2, "Lesson 2", True)
    assert keep_all_lessons() == []
