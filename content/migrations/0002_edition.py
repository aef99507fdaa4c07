import uuid
from django.db import migrations, models


def begin(apps, schema_editor):
    apps.get_model("content", "Edition").objects.get_or_create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                'verbose_name': 'edition of the content',
                'verbose_name_plural': 'edition of the content',
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
