"""A talking point was a line; it is a question with answers now. Revisions too: an older version opens as ever."""

from uuid import uuid4

from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation


class LinesToQuestions(BaseBlockOperation):
    """Lists are kept as bare lines or as items; an item without an id would be read as a line. Questions stay."""

    operation_name_fragment = "lines_to_questions"

    def apply(self, block_value):
        items = [each if isinstance(each, dict) and "value" in each else {"value": each} for each in block_value]
        return [{"type": "item", "id": str(uuid4()), **item, "value": self._question(item["value"])} for item in items]

    def _question(self, value):
        return value if isinstance(value, dict) else {"question": value, "answers": []}


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0006_what_trainers_need'),
    ]

    operations = [
        MigrateStreamData('courses', 'LessonPage', 'body', [(LinesToQuestions(), 'talk')]),
    ]
