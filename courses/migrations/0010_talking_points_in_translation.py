"""What a translator was given of talking points were lines: they are questions now, and keep what was made of them.

What is translated line by line is kept beside the pages: the source as it was handed over, and each text by its path.
"""

import json
from importlib import import_module
from uuid import UUID, uuid5

from django.db import migrations

# By this wagtail-localize makes the number of a path.
PATHS = UUID("fcab004a-2b50-11ea-978f-2e728ce88125")


def lines_to_questions(apps, schema_editor):
    source_model = apps.get_model("wagtail_localize", "TranslationSource")
    to_questions = import_module("courses.migrations.0007_talking_points_with_answers").LinesToQuestions()
    lessons = {"specific_content_type__app_label": "courses", "specific_content_type__model": "lessonpage"}
    for source in source_model.objects.filter(**lessons).iterator(chunk_size=100):
        content = json.loads(source.content_json)
        body = json.loads(content["body"])
        talks = [block for block in body if block["type"] == "talk"]
        for block in talks:
            block["value"] = to_questions.apply(block["value"])
        if talks:
            content["body"] = json.dumps(body)
            source_model.objects.filter(pk=source.pk).update(content_json=json.dumps(content))
        for block in talks:
            _move_texts(apps, source, [f"body.{block.get('id')}.{item['id']}" for item in block["value"]])


def _move_texts(apps, source, paths):
    """Segments and translations follow: they know a text by its context alone."""
    contexts = apps.get_model("wagtail_localize", "TranslationContext").objects.filter(object_id=source.object_id)
    there = set(contexts.values_list("path", flat=True))
    for path in there.intersection(paths):
        of_question = f"{path}.question"
        if of_question not in there:
            number = uuid5(PATHS, of_question)
            # An empty field path is worked out when it is asked for.
            contexts.filter(path=path).update(path=of_question, path_id=number, field_path="")


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0009_tables_and_sums_to_try"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [
        migrations.RunPython(lines_to_questions, migrations.RunPython.noop),
    ]
