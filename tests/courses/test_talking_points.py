"""What was written when a talking point was a line still opens: pages, drafts and older versions."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationContext
from wagtail_localize.operations import translate_object

from courses.models import LessonPage
from tests.factories import course_with_lessons, lessons_of

IN_TRANSLATION = import_module("courses.migrations.0010_talking_points_in_translation")
MIGRATION = import_module("courses.migrations.0007_talking_points_with_answers")

OF_BEFORE = '[{"type": "talk", "value": ["Who?"]}, {"type": "rule", "value": "It is yours."}]'


@pytest.mark.parametrize(
    "written",
    [
        ["Who?", "Why?"],
        [{"type": "item", "id": "a", "value": "Who?"}, {"type": "item", "id": "b", "value": "Why?"}],
    ],
)
def test_lines_become_questions_without_answers(written):
    points = MIGRATION.LinesToQuestions().apply(written)
    assert [point["value"] for point in points] == [{"question": line, "answers": []} for line in ("Who?", "Why?")]
    assert MIGRATION.LinesToQuestions().apply(points) == points


def test_nothing_written_stays_nothing():
    assert MIGRATION.LinesToQuestions().apply([]) == []


@pytest.mark.django_db
def test_a_page_and_its_older_versions_open_after_the_change():
    lesson = lessons_of(course_with_lessons())[0]
    with connection.cursor() as cursor:  # what the field makes of it as it is set is no longer the old shape
        cursor.execute("UPDATE courses_lessonpage SET body = %s WHERE page_ptr_id = %s", [OF_BEFORE, lesson.pk])
    revision = lesson.save_revision()
    revision.content["body"] = '[{"type": "talk", "value": ["Before?"]}]'
    revision.save()
    [operation] = MIGRATION.Migration.operations
    operation.migrate_stream_data_forward(apps, None)
    page = LessonPage.objects.get(pk=lesson.pk)
    assert [point["question"] for point in page.body[0].value] == ["Who?"]
    assert page.body[1].value == "It is yours."
    older = page.revisions.get(pk=revision.pk).as_object()
    assert [point["question"] for point in older.body[0].value] == ["Before?"]


@pytest.fixture
def translation(db, django_capture_on_commit_callbacks) -> Translation:
    """A lesson as it was handed to a translator when its talking points were lines."""
    course_with_lessons()
    lesson = LessonPage.objects.get(title="Lesson 1", locale__language_code="en")
    lesson.body = [("talk", [{"question": "Who?", "answers": []}, {"question": "Why?", "answers": []}])]
    lesson.save_revision().publish()
    kannada = Locale.objects.get(language_code="kn")
    for page in lesson.get_ancestors().filter(depth__gte=2).specific():
        page.copy_for_translation(kannada, alias=True)
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(lesson, [kannada])
    translation = Translation.objects.get(target_locale=kannada)
    source = translation.source
    content = json.loads(source.content_json)
    [block] = body = json.loads(content["body"])
    block["value"] = [{**item, "value": item["value"]["question"]} for item in block["value"]]
    content["body"] = json.dumps(body)
    source.content_json = json.dumps(content)
    source.save()
    for context in TranslationContext.objects.filter(path__endswith=".question"):
        context.path, context.path_id = context.path.removesuffix(".question"), None
        context.save()
    segment = StringSegment.objects.get(source=source, string__data="Why?")
    StringTranslation.objects.create(translation_of=segment.string, locale=kannada, context=segment.context, data="ಏಕೆ?")
    return translation


def test_what_was_translated_of_a_line_stays_with_its_question(translation, django_capture_on_commit_callbacks):
    IN_TRANSLATION.lines_to_questions(apps, None)
    IN_TRANSLATION.lines_to_questions(apps, None)
    translation.refresh_from_db()
    for _before_and_after_the_source_is_handed_over_anew in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target()
        page = LessonPage.objects.get(locale=translation.target_locale, title="Lesson 1")
        assert [point["question"] for point in page.body[0].value] == ["Who?", "ಏಕೆ?"]
        translation.source.update_from_db()
