import core.searching
import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of courses',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('full_name', models.CharField(max_length=400, verbose_name='full name')),
                ('summary', models.CharField(max_length=400, verbose_name='summary')),
                ('who_for', models.CharField(max_length=400, verbose_name='who it is for')),
                ('duration', models.CharField(max_length=400, verbose_name='how long it takes')),
                ('outcome_lines', models.TextField(help_text='One on each line.', verbose_name='what a learner can do afterwards')),
                ('introduction', wagtail.fields.RichTextField(verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'course',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='FormEntry',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('device_at', models.DateTimeField(blank=True, null=True, verbose_name='noted on the device')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('source', models.CharField(choices=[('self', 'Said by herself'), ('seen', 'Seen on the spot'), ('book', 'Read from a book or bill'), ('told', 'Told by somebody else')], default='self', max_length=10, verbose_name='source')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('form_key', models.CharField(max_length=60)),
                ('values', models.JSONField(default=dict, verbose_name='what was written')),
                ('seen', models.JSONField(default=dict, verbose_name='what was shown')),
                ('standing', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'entry in a form',
                'verbose_name_plural': 'entries in forms',
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('course_key', models.UUIDField(db_index=True, editable=False)),
                ('module_key', models.UUIDField(editable=False)),
                ('position', models.PositiveSmallIntegerField(editable=False, verbose_name='place in the course')),
                ('title', models.CharField(editable=False, max_length=255, verbose_name='title')),
                ('is_published', models.BooleanField(default=False, editable=False, verbose_name='published')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
                'ordering': ['course_key', 'position'],
            },
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('summary', models.CharField(max_length=400, verbose_name='summary')),
                ('outcome', models.CharField(max_length=400, verbose_name='what she can do afterwards')),
                ('minutes', models.PositiveSmallIntegerField(default=8, verbose_name='minutes to read')),
                ('body', wagtail.fields.StreamField([('why', 2), ('heading', 3), ('text', 4), ('picture', 8), ('activity', 16), ('talk', 17), ('rule', 18), ('worked_sum', 26), ('form', 35), ('self_check', 42)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'The line', 'max_length': 400}), 1: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Spoken', 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('audio', 1)]], {}), 3: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'template': 'courses/blocks/heading.html'}), 4: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'ul', 'ol', 'link', 'document-link'], 'label': 'Text', 'template': 'courses/blocks/text.html'}), 5: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'What it shows', 'max_length': 400}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Line below it', 'max_length': 400, 'required': False}), 8: ('wagtail.blocks.StructBlock', [[('image', 5), ('alt', 6), ('caption', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 400}), 10: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('game', 'Game'), ('visit', 'Market or field visit'), ('practice', 'Practice')], 'label': 'Kind'}), 11: ('wagtail.blocks.IntegerBlock', (), {'label': 'Minutes', 'max_value': 480, 'min_value': 5}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Who plays', 'max_length': 400}), 13: ('wagtail.blocks.CharBlock', (), {'max_length': 400}), 14: ('wagtail.blocks.ListBlock', (13,), {'default': [], 'label': 'You need'}), 15: ('wagtail.blocks.ListBlock', (13,), {'label': 'Steps', 'min_num': 1}), 16: ('wagtail.blocks.StructBlock', [[('title', 9), ('kind', 10), ('minutes', 11), ('people', 12), ('materials', 14), ('steps', 15)]], {}), 17: ('wagtail.blocks.ListBlock', (13,), {'icon': 'comment', 'label': 'Talking points', 'template': 'courses/blocks/talk.html'}), 18: ('wagtail.blocks.CharBlock', (), {'icon': 'key', 'label': 'Key rule', 'max_length': 400, 'template': 'courses/blocks/rule.html'}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'Story', 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 400}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'How it is worked out', 'required': False}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Result', 'max_length': 400}), 23: ('wagtail.blocks.StructBlock', [[('label', 20), ('working', 21), ('result', 22)]], {}), 24: ('wagtail.blocks.ListBlock', (23,), {'label': 'Rows', 'min_num': 1}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What comes out', 'max_length': 400}), 26: ('wagtail.blocks.StructBlock', [[('title', 9), ('story', 19), ('rows', 24), ('answer', 25)]], {}), 27: ('wagtail.blocks.RegexBlock', ('^[a-z0-9]+(-[a-z0-9]+)*$',), {'help_text': 'The same in every language, such as goal-card.', 'label': 'Key'}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Introduction', 'required': False}), 29: ('wagtail.blocks.RegexBlock', ('^[a-z0-9]+(-[a-z0-9]+)*$',), {'help_text': 'The same in every language, such as monthly-amount.', 'label': 'Key'}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Label', 'max_length': 400}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Hint', 'required': False}), 32: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('text', 'One line'), ('long', 'Several lines'), ('number', 'Number'), ('money', 'Rupees'), ('date', 'Date')], 'label': 'Kind'}), 33: ('wagtail.blocks.StructBlock', [[('key', 29), ('label', 30), ('hint', 31), ('kind', 32)]], {}), 34: ('wagtail.blocks.ListBlock', (33,), {'label': 'Fields', 'min_num': 1}), 35: ('wagtail.blocks.StructBlock', [[('key', 27), ('title', 9), ('intro', 28), ('fields', 34)]], {}), 36: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 400}), 37: ('wagtail.blocks.CharBlock', (), {'label': 'Option', 'max_length': 400}), 38: ('wagtail.blocks.BooleanBlock', (), {'label': 'This one is right', 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('text', 37), ('correct', 38)]], {}), 40: ('wagtail.blocks.ListBlock', (39,), {'label': 'Options', 'max_num': 5, 'min_num': 2}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'Explanation', 'max_length': 400}), 42: ('wagtail.blocks.StructBlock', [[('question', 36), ('options', 40), ('explanation', 41)]], {})}, verbose_name='lesson')),
            ],
            options={
                'verbose_name': 'lesson',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='LessonProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField(default=1, verbose_name='step')),
                ('furthest', models.PositiveSmallIntegerField(default=1, verbose_name='furthest step')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('seen_at', models.DateTimeField(auto_now=True, verbose_name='last looked at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
            ],
            options={
                'verbose_name': 'lesson progress',
                'verbose_name_plural': 'lesson progress',
            },
        ),
        migrations.CreateModel(
            name='ModulePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('summary', models.CharField(max_length=400, verbose_name='summary')),
            ],
            options={
                'verbose_name': 'module',
            },
            bases=('wagtailcore.page', models.Model),
        ),
    ]
