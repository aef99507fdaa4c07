
import core.searching
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0010_talking_points_in_translation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('local_names', models.JSONField(blank=True, default=dict, verbose_name='names in other languages')),
                ('course_key', models.UUIDField(db_index=True, verbose_name='course')),
                ('meaning', models.CharField(max_length=400, verbose_name='meaning')),
                ('local_meanings', models.JSONField(blank=True, default=dict, verbose_name='meanings in other languages')),
                ('source', models.CharField(blank=True, db_index=True, editable=False, max_length=120)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who keeps it')),
            ],
            options={
                'verbose_name': 'word of a course',
                'verbose_name_plural': 'words of courses',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('course_key', 'name'), name='term_once_a_course', violation_error_message='The course has this word already.')],
            },
        ),
    ]
