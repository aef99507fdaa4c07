import datetime

import django.db.models.deletion
from django.db import migrations, models

ROWS_AT_ONCE = 1000


def one_with_each_stay(apps, schema_editor):
    """Marked to be worked out when its cohort is next looked at."""
    Enrolment, LearnerSummary = apps.get_model("cohorts", "Enrolment"), apps.get_model("cohorts", "LearnerSummary")
    stays = Enrolment.objects.order_by("pk").values_list("pk", "cohort_id").iterator(ROWS_AT_ONCE)
    rows = (LearnerSummary(enrolment_id=stay, cohort_id=cohort) for stay, cohort in stays)
    LearnerSummary.objects.bulk_create(rows, ROWS_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0004_names_in_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearnerSummary",
            fields=[
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="summary",
                        serialize=False,
                        to="cohorts.enrolment",
                    ),
                ),
                ("plan", models.CharField(default="", editable=False, max_length=16)),
                ("cells", models.JSONField(default=dict, editable=False)),
                ("read", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("passed", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc), editable=False
                    ),
                ),
                ("undone_on", models.DateField(editable=False, null=True)),
                (
                    "cohort",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cohorts.cohort",
                    ),
                ),
            ],
            options={
                "verbose_name": "summary of a learner",
                "verbose_name_plural": "summaries of learners",
                "indexes": [
                    models.Index(fields=["cohort", "plan"], name="summaries_by_plan"),
                    models.Index(fields=["cohort", "read", "enrolment"], name="summaries_by_read"),
                    models.Index(fields=["cohort", "passed", "enrolment"], name="summaries_by_passed"),
                    models.Index(fields=["cohort", "seen_at", "enrolment"], name="summaries_by_seen"),
                ],
            },
        ),
        migrations.RunPython(one_with_each_stay, migrations.RunPython.noop, elidable=True),
    ]
