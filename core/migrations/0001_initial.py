import core.searching
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='when')),
                ('action', models.CharField(max_length=60, verbose_name='what was done')),
                ('subject', models.CharField(max_length=80, verbose_name='to what')),
                ('detail', models.JSONField(default=dict, verbose_name='details')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=200)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('local_names', models.JSONField(blank=True, default=dict, verbose_name='names in other languages')),
                ('level', models.CharField(choices=[('state', 'State'), ('district', 'District'), ('block', 'Block'), ('gram_panchayat', 'Gram panchayat'), ('village', 'Village')], max_length=20, verbose_name='level')),
                ('lgd_code', models.PositiveIntegerField(verbose_name='LGD code')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField()),
                ('led_to', models.CharField(blank=True, max_length=300, verbose_name='led to')),
                ('sent_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'sent form',
                'verbose_name_plural': 'sent forms',
            },
        ),
    ]
