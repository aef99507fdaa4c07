"""Settings common to every way of running; ``dev``, ``test`` and ``prod`` say only what differs.

Everything an operator may change comes from the environment (``.env.example`` lists it all).
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import environment
from portal.settings.signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Who answers -----------------------------------------------------------------------------------------------------
BASE_URL = environment.text("BASE_URL", f"http://127.0.0.1:{environment.number('PORT', default=8000)}")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

# --- What is installed, from the top floor down (docs/architecture.md) -----------------------------------------------
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "outreach",
    "mentoring",
    "followups",
    "gradebook",
    "attendance",
    "assignments",
    "groupwork",
    "cohorts",
    "assessments",
    "courses",
    "content",
    "talks",
    "certificates",
    "offline",
    "media",
    "notifications",
    "submissions",
    "exchange",
    "desk",
    "people",
    "jobs",
    "core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.apps.PortalUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "phonenumber_field",
    "csp",
    "channels",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "offline.middleware.AnswersSayWhoseTheyAre",
    # What every answer forbids is said around the pages that are kept, which pass by all that is below them.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.ContentSecurityPolicy",
    "portal.middleware.AdminContentSecurityPolicy",
    "content.middleware.OneEdition",
    "portal.strangers.KeptPagesFirst",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageOfTheReader",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SecondFactorForStaff",
    "people.middleware.PersonalPagesAreNotStored",
    "notifications.middleware.WhatIsOpenedIsRead",
    "portal.middleware.WaysInAndBack",
    "core.http.RefusalsAreAnswered",
    "portal.middleware.PagesKeepTheirText",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.language_menu",
                "portal.context.foot",
            ],
            "builtins": ["core.templatetags.portal_format"],
        },
    }
]

FORM_RENDERER = "core.forms.Renderer"

# --- Where things are kept -------------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.parse(
        environment.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"), conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Read-then-write transactions take the write lock at once and wait their turn; core.checks refuses anything else.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None  # threads that answer pages stay, and keep theirs
else:
    from portal.postgres import LookedAtConnection

    # A statement that hangs must not hold a thread for longer than the proxy in front waits: it ends, and the reader is
    # told to come again. A migration of a large table may need longer: DB_STATEMENT_TIMEOUT=0.
    _TIMEOUTS = {
        "statement_timeout": environment.number("DB_STATEMENT_TIMEOUT", default=15),
        "lock_timeout": 5,
        "idle_in_transaction_session_timeout": 60,
    }
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        options=" ".join(f"-c {name}={seconds}s" for name, seconds in _TIMEOUTS.items()),
        # What is asked at every press is planned once a connection, not at each asking.
        server_side_binding=True,
        prepare_threshold=5,
    )
    DATABASES["default"]["ENGINE"] = "portal.postgres"
    DB_POOL = environment.number("DB_POOL", default=10)
    if DB_POOL:
        # Under ASGI each request may run in another thread: a pool keeps connections, threads do not. While the
        # database is away it waits twice as long before each try; given up soon, it begins anew at the next request.
        DATABASES["default"]["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": DB_POOL,
            "timeout": 5,
            "reconnect_timeout": 5,
            "connection_class": LookedAtConnection,
        }
    else:
        DATABASES["default"]["CONN_MAX_AGE"] = None  # threads that answer pages stay, and keep theirs

# Limits on wrong tries are counted in ``default`` (allauth asks no other), so nothing large is kept there: pages, which
# anybody can have made in any number, have a cache of their own and cannot push a limit out.
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
REDIS_URL = environment.text("REDIS_URL")
REDIS_SECONDS = 1  # a Redis that takes longer is away
MOST_LIMITS = 100_000
MOST_MENUS = 10_000  # a few hundred bytes for each who is in, for some seconds
MOST_PAGES = 500  # as they are sent, 20 to 100 kB each, in every process
if REDIS_URL:
    _REDIS = {
        "BACKEND": "portal.cache.RedisCacheThatMayBeAway",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS},
    }
    CACHES = {"default": {**_REDIS, "OPTIONS": {**_REDIS["OPTIONS"], "MAX_ENTRIES": MOST_LIMITS}}}
    # Of every process: who has read a message by a socket, or is told something by a worker, finds it so on any page.
    CACHES["menus"] = {**_REDIS, "KEY_PREFIX": "menus", "OPTIONS": {**_REDIS["OPTIONS"], "MAX_ENTRIES": MOST_MENUS}}
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                "hosts": [
                    {"address": REDIS_URL, "socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS}
                ],
                "prefix": "portal",
            },
        }
    }
else:
    CACHES = {"default": {"BACKEND": _MEMORY, "OPTIONS": {"MAX_ENTRIES": MOST_LIMITS}}}
    CACHES["menus"] = {"BACKEND": _MEMORY, "LOCATION": "menus", "OPTIONS": {"MAX_ENTRIES": MOST_MENUS}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
# By edition, which every process asks for: each may have a memory of its own.
CACHES["pages"] = {"BACKEND": _MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": MOST_PAGES}}

# Where each nginx that keeps public pages (deploy/nginx.conf) is told to forget them; without, none is let keep any.
PUBLIC_PAGES_KEPT_AT = environment.words("PUBLIC_PAGES_KEPT_AT")

MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"  # what one person alone may fetch, through a page that asks who she is
MEDIA_URL = "/uploads/"
STORAGES = {
    "default": {"BACKEND": "portal.storage.Uploads"},
    "private": {"BACKEND": "portal.storage.Uploads", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "portal.storage.HashedStaticFiles"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]

# --- Background work: rows of jobs are the truth, the broker only a hint (docs/decisions) ----------------------------
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False  # who leaves a hint does not wait for the broker: the sweep finds the job
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celery-beat")
CELERY_TASK_DEFAULT_QUEUE = "quick"
# An import of a year's records may take its time; it holds only its own lane.
LONG_JOB_LIMITS = {"time_limit": 3660, "soft_time_limit": 3600}
CELERY_BEAT_SCHEDULE = {
    "clock": {"task": "jobs.tasks.look_at_the_clock", "schedule": 60.0, "options": {"expires": 60}},
    **{
        f"sweep-{_lane}": {
            "task": "jobs.tasks.sweep",
            "args": [_lane],
            "schedule": 10.0,
            "options": {"queue": _lane, "expires": 10, **_limits},
        }
        for _lane, _limits in {"quick": {}, "mail": {}, "long": LONG_JOB_LIMITS}.items()
    },
    "publish-scheduled": {"task": "portal.tasks.publish_scheduled", "schedule": 60.0, "options": {"expires": 60}},
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": REDIS_SECONDS,
        "socket_timeout": 2,  # the worker reads on this connection only when something has come
        **{"max_retries": 0, "interval_start": 0},  # of whoever leaves a hint; the worker itself tries for ever
        "visibility_timeout": 180,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
    }
else:
    _BROKER_DIR = VAR_DIR / "broker"
    for _folder in ("messages", "control"):
        (_BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT = "portal.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_BROKER_DIR / "messages"),
        "data_folder_out": str(_BROKER_DIR / "messages"),
        "control_folder": str(_BROKER_DIR / "control"),
    }

# Who answers for what is kept about people, and how to reach who hears complaints; the privacy notice names both.
DATA_FIDUCIARY = environment.text("DATA_FIDUCIARY", "CoE Livelihoods (demonstration)")
GRIEVANCE_CONTACT = environment.text("GRIEVANCE_CONTACT", "grievance@portal.example")

# --- Languages -------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("hi", _("Hindi")), ("kn", _("Kannada")), ("ml", _("Malayalam"))]
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Kolkata"

# --- Wagtail ---------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Livelihoods and Collectives"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "media.LearningImage"
# At these a photo weighs two thirds in AVIF of what it does in WebP, half of JPEG, and looks the same.
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000  # a larger one takes hundreds of megabytes to read
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILIMAGES_RENDITION_STORAGE = "portal.picture_sizes.PictureSizes"
WAGTAILDOCS_DOCUMENT_MODEL = "media.LearningDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "csv", "txt"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.LearningMedia",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
    "MEDIA_FORM_BASE": "media.forms.SoundOrVideoForm",
}

# --- What a browser may load: nothing from elsewhere, no inline script -----------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- What is written down: never a phone number, a code or a message -------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "uvicorn.access": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
