import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0003_initial'),
        ('mentoring', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='lessontalk',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_talks', to='people.person'),
        ),
        migrations.AddField(
            model_name='lessontalk',
            name='lesson',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.lesson', verbose_name='lesson'),
        ),
        migrations.AddConstraint(
            model_name='lessontalk',
            constraint=models.UniqueConstraint(fields=('cohort', 'lesson', 'learner'), name='talk_once_a_lesson_and_learner'),
        ),
    ]
