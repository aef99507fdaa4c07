from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("talks", "0002_photos"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="waits_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
