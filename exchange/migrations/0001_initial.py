import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('about', models.CharField(blank=True, max_length=40)),
                ('language', models.CharField(choices=[('en', 'English'), ('hi', 'हिन्दी'), ('kn', 'ಕನ್ನಡ'), ('ml', 'മലയാളം')], default='en', max_length=2, verbose_name='language')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('content', models.BinaryField(blank=True)),
                ('stage', models.CharField(choices=[('checking', 'Being checked'), ('checked', 'Checked: nothing is written yet'), ('writing', 'Being written'), ('done', 'Done')], default='checking', max_length=10, verbose_name='how far it is')),
                ('job', models.UUIDField(blank=True, null=True)),
                ('with_doubtful', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='brought in')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('cells', models.JSONField()),
                ('verdict', models.CharField(blank=True, choices=[('new', 'New'), ('changed', 'Changes what is there'), ('same', 'Is there already'), ('possible_duplicate', 'May be there already'), ('refused', 'Not taken')], max_length=20)),
                ('reasons', models.JSONField(blank=True, default=dict)),
                ('written', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of an import',
                'ordering': ['number'],
            },
        ),
    ]
