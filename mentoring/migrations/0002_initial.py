import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0002_initial'),
        ('mentoring', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='thread',
            name='cohort',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.cohort'),
        ),
        migrations.AddField(
            model_name='thread',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='message',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='mentoring.thread'),
        ),
        migrations.AddField(
            model_name='threadmember',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thread_memberships', to='people.person'),
        ),
        migrations.AddField(
            model_name='threadmember',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='mentoring.thread'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.UniqueConstraint(fields=('cohort', 'lesson_key', 'learner'), name='thread_once_a_lesson'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('thread', 'sequence'), name='sequence_once_a_thread'),
        ),
        migrations.AddConstraint(
            model_name='threadmember',
            constraint=models.UniqueConstraint(fields=('thread', 'person'), name='member_once_a_thread'),
        ),
    ]
