import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0002_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LessonTalk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_talks', to='cohorts.cohort', verbose_name='cohort')),
            ],
            options={
                'verbose_name': 'talk about a lesson',
                'verbose_name_plural': 'talks about lessons',
            },
        ),
    ]
