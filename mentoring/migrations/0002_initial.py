import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mentoring', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='lessontalk',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_talks', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='lessontalk',
            constraint=models.UniqueConstraint(fields=('cohort', 'lesson_key', 'learner'), name='talk_once_a_lesson_and_learner'),
        ),
    ]
