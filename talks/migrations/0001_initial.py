import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('context_kind', models.CharField(max_length=30)),
                ('context_key', models.UUIDField()),
                ('last_sequence', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_message_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'constraints': [models.UniqueConstraint(fields=('context_kind', 'context_key'), name='thread_once_a_context')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('sequence', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.TextField(verbose_name='text')),
                ('device_at', models.DateTimeField(blank=True, null=True, verbose_name='noted on the device')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='talks.thread', verbose_name='talk')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['sequence'],
                'constraints': [models.UniqueConstraint(fields=('thread', 'sequence'), name='sequence_once_a_thread')],
            },
        ),
        migrations.CreateModel(
            name='ThreadMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20, verbose_name='part')),
                ('delivered', models.PositiveIntegerField(default=0, verbose_name='messages received')),
                ('read', models.PositiveIntegerField(default=0, verbose_name='messages read')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thread_memberships', to='people.person')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='talks.thread', verbose_name='talk')),
            ],
            options={
                'verbose_name': 'member of a thread',
                'verbose_name_plural': 'members of a thread',
                'constraints': [models.UniqueConstraint(fields=('thread', 'person'), name='member_once_a_thread')],
            },
        ),
    ]
