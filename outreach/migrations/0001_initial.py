import core.searching
import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoryIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('introduction', models.CharField(blank=True, max_length=400, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of stories',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='StoryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('person', models.CharField(max_length=200, verbose_name='person')),
                ('summary', models.CharField(max_length=400, verbose_name='summary')),
                ('published_on', models.DateField(verbose_name='day')),
                ('body', wagtail.fields.RichTextField(verbose_name='story')),
            ],
            options={
                'verbose_name': 'story',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='TextPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('body', wagtail.fields.RichTextField(verbose_name='text')),
            ],
            options={
                'verbose_name': 'page of text',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('content_language', models.CharField(blank=True, editable=False, max_length=10)),
                ('headline', models.CharField(max_length=120, verbose_name='headline')),
                ('lede', models.CharField(max_length=400, verbose_name='first lines')),
                ('what_we_do', wagtail.fields.StreamField([('part', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 2: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {})}, verbose_name='what we do')),
                ('partners_intro', models.CharField(blank=True, max_length=400, verbose_name='line above the partners')),
                ('partners', wagtail.fields.StreamField([('partner', 3)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 200}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Kind', 'max_length': 80}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'What it does with us', 'max_length': 250}), 3: ('wagtail.blocks.StructBlock', [[('name', 0), ('kind', 1), ('line', 2)]], {})}, verbose_name='partners')),
                ('source_lines', models.TextField(blank=True, help_text='One on each line.', verbose_name='sources of figures')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.learningimage')),
            ],
            options={
                'verbose_name': 'front page',
            },
            bases=('wagtailcore.page', models.Model),
        ),
    ]
