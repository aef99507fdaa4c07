import json

from django.db import migrations

# What kinds of today hold as files. A photo that a phone did not draw anew says where it was taken.
FILES = ("photo", "voice")
AT_ONCE = 200


def forget_refused_files(apps, schema_editor):
    """Of what was refused before its file was drawn anew, the file goes: the phone has it."""
    submissions = apps.get_model("submissions", "Submission").objects.using(schema_editor.connection.alias)
    refused = submissions.filter(standing="refused").exclude(payload="").order_by("pk")
    for submission in refused.iterator(chunk_size=AT_ONCE):
        payload = json.loads(submission.payload)
        fields = payload.get("fields", {})
        kept = {name: "" if name in FILES else value for name, value in fields.items()}
        if kept != fields:
            submissions.filter(pk=submission.pk).update(payload=json.dumps({**payload, "fields": kept}))


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [migrations.RunPython(forget_refused_files, migrations.RunPython.noop, elidable=True)]
