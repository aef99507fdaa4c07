import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('about', models.CharField(max_length=160)),
                ('payload', models.TextField(blank=True, verbose_name='as it came')),
                ('device_at', models.DateTimeField(blank=True, null=True, verbose_name='noted on the device')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('standing', models.CharField(choices=[('applied', 'Received'), ('duplicate', 'Received before'), ('held', 'Kept apart'), ('refused', 'Not taken')], max_length=10, verbose_name='what came of it')),
                ('code', models.CharField(blank=True, max_length=40)),
                ('sentences', models.JSONField(blank=True, default=dict, verbose_name='why')),
                ('field', models.CharField(blank=True, max_length=80, verbose_name='field')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='seen to')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='people.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'ordering': ['-received_at'],
                'indexes': [models.Index(condition=models.Q(('settled_at', None), ('standing__in', ('held', 'refused'))), fields=['person', 'kind'], name='submission_open')],
            },
        ),
    ]
