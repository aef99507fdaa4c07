import cohorts.models
import core.searching
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
            ],
            options={
                'verbose_name': 'block',
                'verbose_name_plural': 'blocks',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('course_key', models.UUIDField(db_index=True, verbose_name='course')),
                ('code', models.CharField(default=cohorts.models.new_cohort_code, max_length=12, unique=True, verbose_name='code')),
                ('language', models.CharField(choices=[('en', 'English'), ('hi', 'हिन्दी'), ('kn', 'ಕನ್ನಡ'), ('ml', 'മലയാളം')], default='en', max_length=2, verbose_name='language')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('capacity', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)], verbose_name='places')),
            ],
            options={
                'verbose_name': 'cohort',
                'verbose_name_plural': 'cohorts',
                'ordering': ['-starts_on', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('active', 'Taking part'), ('withdrawn', 'Withdrawn')], default='active', max_length=10, verbose_name='status')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='left the cohort')),
            ],
            options={
                'verbose_name': 'enrolment',
                'verbose_name_plural': 'enrolments',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=160, verbose_name='title')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(default=150, verbose_name='minutes')),
                ('venue', models.CharField(max_length=160, verbose_name='venue')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['starts_at'],
            },
        ),
        migrations.CreateModel(
            name='BlockLesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='cohorts.block')),
            ],
            options={
                'verbose_name': 'lesson of a block',
                'verbose_name_plural': 'lessons of a block',
            },
        ),
    ]
