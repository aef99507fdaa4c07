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
            model_name='lessonprogress',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_progress', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='filledform',
            constraint=models.UniqueConstraint(fields=('person', 'lesson_key', 'form_key'), name='form_once_a_lesson'),
        ),
        migrations.AddIndex(
            model_name='lessonprogress',
            index=models.Index(fields=['lesson_key'], name='courses_les_lesson__839e3f_idx'),
        ),
        migrations.AddConstraint(
            model_name='lessonprogress',
            constraint=models.UniqueConstraint(fields=('person', 'lesson_key'), name='progress_once_a_lesson'),
        ),
    ]
