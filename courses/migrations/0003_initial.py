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
            model_name='formentry',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='recorded by'),
        ),
        migrations.AddField(
            model_name='formentry',
            name='lesson',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='form_entries', to='courses.lesson', verbose_name='lesson'),
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
        migrations.AddIndex(
            model_name='formentry',
            index=models.Index(fields=['recorded_by', 'lesson'], name='courses_for_recorde_6a456f_idx'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.UniqueConstraint(fields=('person', 'lesson'), name='progress_once_a_lesson'),
        ),
    ]
