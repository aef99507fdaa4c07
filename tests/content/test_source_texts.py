"""What a translation was made from: noted when it is published, so that a change of its source is seen."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from content.models import SourceText
from content.queries import has_changed_since
from content.services import note_texts_not_noted
from courses.models import LessonPage
from tests.factories import UserFactory, course_with_lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = course_with_lessons(2)
    SourceText.objects.all().delete()
    note_texts_not_noted()
    return course


@pytest.fixture
def editor(sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


def lesson(number: int, language: str) -> LessonPage:
    key = LessonPage.objects.get(title=f"Lesson {number}", locale__language_code="hi").translation_key
    return LessonPage.objects.get(translation_key=key, locale__language_code=language)


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_pages_from_before_this_was_noted_are_taken_to_say_the_same(course):
    assert not has_changed_since(lesson(1, "hi"))
    noted = SourceText.objects.count()
    note_texts_not_noted()
    assert SourceText.objects.count() == noted


def test_a_source_that_is_published_with_other_words_has_changed(course):
    page = lesson(1, "en")
    page.summary = "Other words"
    page.save_revision()
    assert not has_changed_since(lesson(1, "hi"))  # a draft
    publish(page)
    assert has_changed_since(lesson(1, "hi"))
    assert not has_changed_since(lesson(2, "hi"))


def test_a_change_of_what_no_translator_is_given_is_none(course):
    publish(lesson(1, "en"), minutes=9, search_description="For search engines")
    assert not has_changed_since(lesson(1, "hi"))


def test_publishing_a_page_again_does_not_say_that_it_says_the_same(course):
    publish(lesson(1, "en"), summary="Other words")
    publish(lesson(1, "hi"), outcome="एक लक्ष्य")
    assert has_changed_since(lesson(1, "hi"))


def test_a_source_that_is_changed_back_has_not_changed(course):
    publish(lesson(1, "en"), summary="Other words")
    publish(lesson(1, "en"), summary="A line")
    assert not has_changed_since(lesson(1, "hi"))


def test_a_translation_line_by_line_was_made_from_the_lines_its_translator_had(
    course, django_capture_on_commit_callbacks
):
    kannada = Locale.objects.get(language_code="kn")
    for page in lesson(1, "en").get_ancestors().filter(depth__gte=2).specific():
        page.copy_for_translation(kannada, alias=True)
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(lesson(1, "en"), [kannada])
    assert not SourceText.objects.filter(page=lesson(1, "kn")).exists()  # begun, and not whole
    translation = Translation.objects.get(target_locale=kannada)
    publish(lesson(1, "en"), summary="Other words")  # while it is being translated
    _translate_all(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert has_changed_since(lesson(1, "kn"))
    translation.source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert has_changed_since(lesson(1, "kn"))  # the new line is not translated
    _translate_all(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    assert not has_changed_since(lesson(1, "kn"))


def _translate_all(translation):
    for segment in StringSegment.objects.filter(source=translation.source).exclude(context__path="slug"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": segment.string.data},
        )


def test_a_translator_sees_what_has_changed_and_says_that_hers_says_the_same(course, editor):
    publish(lesson(1, "en"), summary="A line of <b>other</b> words")
    page = lesson(1, "hi")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    address = reverse("translation-changed", args=[page.pk])
    assert address in editor.get(edit).text
    text = editor.get(address).text
    assert "<ins>of &lt;b&gt;other&lt;/b&gt; words</ins>" in text or "<ins>of other words</ins>" in text
    publish(lesson(1, "en"), summary="Words of <b>another</b> editor meanwhile")
    shown = editor.post(address, {"seen": SourceText.objects.get(page=page).digest})
    assert "meanwhile" in shown.text
    assert has_changed_since(page)
    editor.post(address, {"seen": shown.context["seen"]})
    assert not has_changed_since(page)
    assert address not in editor.get(edit).text


def test_the_source_itself_has_nothing_to_compare(course, editor):
    assert editor.get(reverse("translation-changed", args=[lesson(1, "en").pk])).status_code == 404


def test_who_may_not_edit_the_page_does_not_see_it(course, sign_in):
    clerk = UserFactory(staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert sign_in(clerk).get(reverse("translation-changed", args=[lesson(1, "hi").pk])).status_code == 404
