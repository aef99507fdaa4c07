"""Every stay has a row: of those that had none, because nobody had opened their gradebook, it is made here."""

from django.db import migrations

ROWS_AT_ONCE = 500


def make_missing(apps, schema_editor):
    rows = apps.get_model("gradebook", "GradebookRow").objects
    stays = apps.get_model("cohorts", "Enrolment").objects.filter(gradebook=None).values_list("pk", "cohort_id")
    for start in range(0, len(stays), ROWS_AT_ONCE):
        some = stays[start : start + ROWS_AT_ONCE]
        rows.bulk_create(rows.model(enrolment_id=stay, cohort_id=cohort) for stay, cohort in some)


class Migration(migrations.Migration):
    dependencies = [("gradebook", "0002_cohort_of_a_weight_has_a_name")]

    operations = [migrations.RunPython(make_missing, migrations.RunPython.noop)]
