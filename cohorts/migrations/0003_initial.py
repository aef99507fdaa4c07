import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0002_initial'),
        ('core', '0001_initial'),
        ('courses', '0002_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='cohort',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.place', verbose_name='place'),
        ),
        migrations.AddField(
            model_name='block',
            name='cohort',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='cohorts.cohort'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='cohort',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='cohorts.cohort', verbose_name='cohort'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='enrolled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='enrolled by'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='people.person'),
        ),
        migrations.AddField(
            model_name='session',
            name='block',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='cohorts.block'),
        ),
        migrations.AddField(
            model_name='session',
            name='lesson',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courses.lesson', verbose_name='lesson'),
        ),
        migrations.AddConstraint(
            model_name='blocklesson',
            constraint=models.UniqueConstraint(fields=('block', 'lesson'), name='lesson_once_a_block'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='cohort_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(fields=('cohort', 'number'), name='block_number_once_a_cohort'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['person', 'status'], name='cohorts_enr_person__4a04bd_idx'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'active')), fields=('cohort', 'person'), name='enrolled_once_at_a_time'),
        ),
    ]
