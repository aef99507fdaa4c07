import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0002_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='filledform',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filled_forms', to='people.person'),
        ),
        migrations.AddField(
            model_name='filledform',
            name='lesson',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filled_forms', to='courses.lesson', verbose_name='lesson'),
        ),
        migrations.AddField(
            model_name='lessonprogress',
            name='lesson',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='courses.lesson', verbose_name='lesson'),
        ),
        migrations.AddField(
            model_name='lessonprogress',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_progress', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='filledform',
            constraint=models.UniqueConstraint(fields=('person', 'lesson', 'form_key'), name='form_once_a_lesson'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.UniqueConstraint(fields=('person', 'lesson'), name='progress_once_a_lesson'),
        ),
    ]
