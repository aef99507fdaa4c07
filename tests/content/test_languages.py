"""One page in several languages: the same place and name, found from one another, honest about the language."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from content.queries import address_in, addresses_of
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from tests.factories import UserFactory, course_with_lessons
from tests.remembered import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return course_with_aliases()


@remembered
def course_with_aliases() -> CoursePage:
    """In English and Hindi; in Kannada all is an alias."""
    course = course_with_lessons(3)
    kannada = Locale.objects.get(language_code="kn")
    for page in Page.objects.filter(locale__language_code="en", depth__gte=2).order_by("path").specific():
        page.copy_for_translation(kannada, alias=True)
    return course


@pytest.fixture
def editor(sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


def lesson(number: int, language: str) -> LessonPage:
    return LessonPage.objects.get(title=f"Lesson {number}", locale__language_code=language)


def order(language: str) -> list[str]:
    pages = LessonPage.objects.filter(locale__language_code=language).order_by("path")
    return list(pages.values_list("title", flat=True))


@pytest.mark.parametrize("language", ["hi", "kn"])
def test_a_page_that_moves_within_its_place_moves_in_every_language(course, language):
    lesson(2, "en").move(lesson(1, "en"), pos="left")
    assert order("en") == order(language) == ["Lesson 2", "Lesson 1", "Lesson 3"]


@pytest.mark.parametrize("language", ["hi", "kn"])
def test_a_page_that_moves_elsewhere_moves_in_every_language(course, language):
    module = ModulePage.objects.get(slug="module-2", locale__language_code="en")
    lesson(1, "en").move(module, pos="last-child")
    assert order("en") == order(language) == ["Lesson 2", "Lesson 3", "Lesson 1"]
    assert lesson(1, language).url_path.endswith("/module-2/lesson-1/")


def test_a_translation_that_moves_moves_alone(course):
    lesson(2, "hi").move(lesson(1, "hi"), pos="left")
    assert order("en") == ["Lesson 1", "Lesson 2", "Lesson 3"]


@pytest.mark.parametrize("language", ["hi", "kn"])
def test_a_page_that_is_renamed_is_renamed_in_every_language(course, language, django_capture_on_commit_callbacks):
    page = lesson(1, "en")
    page.slug = "goal-game"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    other = lesson(1, language)
    assert (other.slug, other.url_path.endswith("/goal-game/")) == ("goal-game", True)
    if other.latest_revision:
        other.latest_revision.publish()
        assert lesson(1, language).slug == "goal-game"


def test_a_slug_of_its_own_stays(course, django_capture_on_commit_callbacks):
    hindi = lesson(1, "hi")
    hindi.slug = "lakshya"
    hindi.save_revision().publish()
    page = lesson(1, "en")
    page.slug = "goal-game"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert lesson(1, "hi").slug == "lakshya"


def test_the_address_in_another_language_is_found_by_the_page_itself(course):
    hindi = lesson(1, "hi")
    hindi.slug = "lakshya"
    hindi.save()
    assert address_in(lesson(1, "en"), "hi") == "/hi/courses/move/module-1/lakshya/"
    assert address_in(hindi, "en") == "/en/courses/move/module-1/lesson-1/"


def test_what_is_not_published_in_another_language_leads_to_what_stands_above_it(course):
    ModulePage.objects.get(slug="module-1", locale__language_code="hi").unpublish()
    assert address_in(lesson(1, "en"), "hi") == "/hi/courses/move/"
    assert address_in(lesson(1, "en"), "ml") is None


def test_all_addresses_of_a_page_are_one_query(course, django_assert_num_queries):
    page = lesson(1, "en")
    addresses_of(page)
    with django_assert_num_queries(1):
        assert set(addresses_of(page)) == {"en", "hi", "kn"}


def test_a_page_that_shows_its_source_is_in_the_language_of_the_source(course):
    assert (lesson(1, "en").content_language, lesson(1, "kn").content_language) == ("en", "en")
    assert lesson(1, "hi").content_language == "hi"


def test_a_translation_that_was_only_begun_is_not_in_its_language_yet(course, django_capture_on_commit_callbacks):
    kannada = Locale.objects.get(language_code="kn")
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(lesson(1, "en"), [kannada])
    page = lesson(1, "kn")
    assert (page.alias_of_id, page.content_language) == (None, "en")
    translation = Translation.objects.get(target_locale=kannada)
    for segment in StringSegment.objects.filter(source=translation.source).exclude(context__path="slug"):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=kannada, context=segment.context, data=segment.string.data
        )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert lesson(1, "kn").content_language == "kn"


def test_a_translation_an_editor_deletes_shows_its_source_again(course, editor):
    editor.post(reverse("wagtailadmin_pages:delete", args=[lesson(1, "hi").pk]))
    page = lesson(1, "hi")
    assert (page.alias_of_id, page.content_language, page.live) == (lesson(1, "en").pk, "en", True)
    assert order("hi") == order("en")


def test_a_deleted_module_shows_its_source_again_with_its_lessons(course, editor):
    module = ModulePage.objects.get(slug="module-1", locale__language_code="hi")
    editor.post(reverse("wagtailadmin_pages:delete", args=[module.pk]))
    assert order("hi") == order("en")
    assert lesson(2, "hi").alias_of_id == lesson(2, "en").pk


def test_deleting_the_source_says_so_and_deletes_all_languages(course, editor):
    address = reverse("wagtailadmin_pages:delete", args=[lesson(1, "en").pk])
    assert "1 translation" in editor.get(address).content.decode()
    editor.post(address)
    assert order("en") == order("hi") == order("kn") == ["Lesson 2", "Lesson 3"]


def test_deleting_several_sources_says_so_and_deletes_all_languages(course, editor):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = f"{address}?id={lesson(1, 'en').pk}&id={lesson(2, 'en').pk}&id={lesson(2, 'hi').pk}"
    asked = editor.get(chosen).content.decode()
    assert all(f"/{lesson(number, language).pk}/" in asked for number in (1, 2) for language in ("en", "hi", "kn"))
    editor.post(chosen)
    assert order("en") == order("hi") == order("kn") == ["Lesson 3"]


def test_what_stands_below_something_unpublished_is_not_published(course):
    index = CourseIndexPage.objects.get(locale__language_code="en")
    index.unpublish()
    published = LessonPage.objects.published()
    assert not published.filter(locale__language_code="en").exists()
    assert published.filter(locale__language_code="hi").count() == 3
