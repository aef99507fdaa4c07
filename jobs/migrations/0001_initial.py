import django.db.models.deletion
import django.utils.timezone
import jobs.models
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80, verbose_name='kind')),
                ('key', models.CharField(max_length=300, unique=True, verbose_name='key')),
                ('lane', models.CharField(choices=[('quick', 'At once'), ('mail', 'Mail'), ('long', 'Long')], default='quick', max_length=10)),
                ('payload', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked for')),
                ('run_after', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=200, verbose_name='last error')),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('parked_at', models.DateTimeField(blank=True, null=True, verbose_name='stopped')),
            ],
            options={
                'verbose_name': 'job',
                'verbose_name_plural': 'jobs',
            },
        ),
        migrations.CreateModel(
            name='LongJob',
            fields=[
                ('job', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='long', serialize=False, to='jobs.job')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('language', models.CharField(choices=[('en', 'English'), ('hi', 'हिन्दी'), ('kn', 'ಕನ್ನಡ'), ('ml', 'മലയാളം')], default='en', max_length=2, verbose_name='language')),
                ('done', models.PositiveIntegerField(default=0)),
                ('of', models.PositiveIntegerField(default=0)),
                ('words', models.TextField(blank=True, verbose_name='what came of it')),
                ('link', models.CharField(blank=True, max_length=200)),
                ('refused', models.BooleanField(default=False)),
                ('result', models.FileField(blank=True, max_length=255, storage=jobs.models._private_storage, upload_to=jobs.models._result_path)),
                ('result_name', models.CharField(blank=True, max_length=120, verbose_name='file')),
            ],
            options={
                'verbose_name': 'long job',
                'verbose_name_plural': 'long jobs',
                'ordering': ['-job__created_at'],
            },
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('done_at', None), ('parked_at', None)), fields=['lane', 'run_after'], name='job_waiting'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(condition=models.Q(('done_at__isnull', False)), fields=['done_at'], name='job_done'),
        ),
    ]
