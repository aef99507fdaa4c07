from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('welcome', 'Welcome, %(name)s. Type your cohort code to begin, or look at the courses first.'), ('cohort_joined', 'You have joined %(cohort)s. Your first lesson is open.'), ('mentor_answered', '%(name)s answered you about %(about)s.'), ('learner_asked', '%(name)s asked you about %(about)s.')], max_length=30)),
                ('event', models.CharField(max_length=160)),
                ('data', models.JSONField(default=dict)),
                ('link', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-created_at'],
            },
        ),
    ]
