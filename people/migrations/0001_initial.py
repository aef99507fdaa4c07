import core.searching
import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import phonenumber_field.modelfields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(unique=True, verbose_name='version')),
                ('texts', models.JSONField(verbose_name='texts')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published')),
            ],
            options={
                'verbose_name': 'notice version',
                'verbose_name_plural': 'notice versions',
                'get_latest_by': 'version',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, db_index=True, max_length=128, region=None, verbose_name='phone')),
                ('phone_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='phone verified')),
                ('must_choose_pin', models.BooleanField(default=False, editable=False, verbose_name='must choose a PIN of her own')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
                'swappable': 'AUTH_USER_MODEL',
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('path', models.CharField(db_index=True, default='', editable=False, max_length=200)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('local_names', models.JSONField(blank=True, default=dict, verbose_name='names in other languages')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('coe', 'Centre of Excellence'), ('nro', 'National Resource Organisation'), ('srlm', 'State Rural Livelihood Mission'), ('cso', 'NGO or civil society organisation'), ('shg', 'Self-Help Group'), ('vo', 'Village Organisation'), ('clf', 'Cluster Level Federation'), ('cbo', 'Other community based organisation'), ('bank', 'Bank'), ('mfi', 'Microfinance institution'), ('corporate', 'Corporate or CSR'), ('government', 'Government department or DIC'), ('fpo', 'Farmer Producer Organisation'), ('training_institute', 'Training institute'), ('panchayat', 'Panchayat'), ('media', 'Media')], max_length=20, verbose_name='kind')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('lokos_code', models.CharField(blank=True, max_length=40, verbose_name='LokOS code')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.place')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('search_text', core.searching.FoldedText(default='', editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('gender', models.CharField(choices=[('woman', 'Woman'), ('man', 'Man'), ('transgender', 'Transgender'), ('not_said', 'I would rather not say')], default='not_said', max_length=12, verbose_name='gender')),
                ('language', models.CharField(choices=[('en', 'English'), ('hi', 'हिन्दी'), ('kn', 'ಕನ್ನಡ'), ('ml', 'മലയാളം')], default='en', max_length=2, verbose_name='language')),
                ('contact_phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='contact phone')),
                ('awaits_account', models.BooleanField(default=False, editable=False, verbose_name='registered on paper, and no account was opened for her yet')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='known since')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='people.organisation', verbose_name='organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.place', verbose_name='place')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('training', 'Keep my name, place and learning record so that I can be trained and get a certificate'), ('sharing', 'Share my results with the organisation that runs my training'), ('story', 'Ask me later whether my story or photo may be published')], max_length=12, verbose_name='purpose')),
                ('language', models.CharField(choices=[('en', 'English'), ('hi', 'हिन्दी'), ('kn', 'ಕನ್ನಡ'), ('ml', 'മലയാളം')], max_length=2, verbose_name='language')),
                ('mode', models.CharField(choices=[('tap', 'On her own screen'), ('witnessed', 'Spoken, with a witness'), ('paper', 'Signed on paper')], default='tap', max_length=10, verbose_name='how it was given')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.noticeversion', verbose_name='privacy notice')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.person')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person', 'purpose'), name='consent_once_while_it_holds')],
            },
        ),
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='program')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('scopes', models.JSONField(default=list, verbose_name='what it may do')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('expires_on', models.DateField(verbose_name='last day')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='stopped')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_tokens', to='people.person')),
            ],
            options={
                'verbose_name': 'access token',
                'verbose_name_plural': 'access tokens',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person', 'name'), name='token_name_once_while_it_holds')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('trainer', 'Trainer'), ('mentor', 'Mentor'), ('cbo_leader', 'CBO leader'), ('partner', 'CSO or partner'), ('programme_manager', 'Programme manager')], max_length=20, verbose_name='role')),
                ('scope_kind', models.CharField(blank=True, max_length=20, verbose_name='over what')),
                ('scope_key', models.UUIDField(blank=True, db_index=True, null=True, verbose_name='which of them')),
                ('granted_at', models.DateTimeField(auto_now_add=True, verbose_name='given')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='people.person')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.place', verbose_name='place')),
            ],
            options={
                'verbose_name': 'role grant',
                'verbose_name_plural': 'role grants',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('place__isnull', False), ('scope_key', None), ('scope_kind', '')), models.Q(('organisation__isnull', False), ('place', None), ('scope_key', None), ('scope_kind', '')), models.Q(('organisation', None), ('place', None), ('scope_key__isnull', False), models.Q(('scope_kind', ''), _negated=True)), _connector='OR'), name='role_grant_over_exactly_one_scope'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('place__isnull', False)), fields=('person', 'role', 'place'), name='role_over_place_once_while_it_holds'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('organisation__isnull', False)), fields=('person', 'role', 'organisation'), name='role_over_organisation_once_while_it_holds'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('scope_key__isnull', False)), fields=('person', 'role', 'scope_kind', 'scope_key'), name='role_over_kind_once_while_it_holds')],
            },
        ),
    ]
