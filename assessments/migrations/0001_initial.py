import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
import wagtail.models.preview
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('open', 'Open'), ('submitted', 'Handed in')], default='open', max_length=10, verbose_name='status')),
                ('pass_percent', models.PositiveSmallIntegerField(verbose_name='percent needed')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in')),
                ('marks', models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True, verbose_name='marks')),
                ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='percent reached')),
                ('passed', models.BooleanField(default=False, verbose_name='passed')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
            },
        ),
        migrations.CreateModel(
            name='AttemptQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('frozen', models.JSONField()),
                ('option_order', models.JSONField(default=list)),
                ('marks', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
            ],
            options={
                'verbose_name': 'question of an attempt',
                'verbose_name_plural': 'questions of an attempt',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('choice', 'One is right'), ('multiple', 'Several are right'), ('numeric', 'A number'), ('order', 'Put in order'), ('match', 'Match pairs')], max_length=10, verbose_name='kind')),
                ('difficulty', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)], verbose_name='difficulty')),
                ('texts', models.JSONField(verbose_name='texts')),
                ('answer', models.JSONField(verbose_name='answer')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ('source', models.CharField(blank=True, db_index=True, editable=False, max_length=120)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['pk'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draw', models.PositiveSmallIntegerField(default=0, verbose_name='questions drawn')),
                ('pass_percent', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='passed at percent')),
            ],
            options={
                'verbose_name': 'quiz',
                'verbose_name_plural': 'quizzes',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('device_at', models.DateTimeField(blank=True, null=True, verbose_name='noted on the device')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('source', models.CharField(choices=[('self', 'Said by herself'), ('seen', 'Seen on the spot'), ('book', 'Read from a book or bill'), ('told', 'Told by somebody else')], default='self', max_length=10, verbose_name='source')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('given', models.JSONField(verbose_name='answer given')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.answer', verbose_name='in place of')),
            ],
            options={
                'verbose_name': 'answer',
                'verbose_name_plural': 'answers',
            },
        ),
    ]
