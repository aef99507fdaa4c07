"""What was written when a talking point was a line still opens: pages, drafts and older versions."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from courses.models import LessonPage
from tests.factories import course_with_lessons, lessons_of

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
