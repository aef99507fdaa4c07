from django.db import migrations, models
from django.db.models import OuterRef, Subquery

import cohorts.fields


def note_names(apps, schema_editor):
    """With each stay, what she is called."""
    Enrolment, Person = apps.get_model("cohorts", "Enrolment"), apps.get_model("people", "Person")
    Enrolment.objects.update(person_name=Subquery(Person.objects.filter(pk=OuterRef("person")).values("name")))


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0003_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolment",
            name="person_name",
            field=cohorts.fields.NameInLists(default="", editable=False, max_length=120),
        ),
        migrations.RunPython(note_names, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["cohort", "status", "person_name", "id"], name="enrolments_by_name"),
        ),
    ]
