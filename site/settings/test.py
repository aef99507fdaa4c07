"""Settings of the test suite: as the embedded default, with everything in memory and tasks run at once."""

import os
import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import CACHES, CHANNEL_LAYERS, DATABASES, REDIS_URL, STORAGES

if REDIS_URL:
    # Each worker of the suite has a Redis database of its own: tests clear their cache.
    _base, _, _number = REDIS_URL.rpartition("/")
    REDIS_URL = f"{_base}/{int(_number) + int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:])}"
    for _name in ("default", "menus"):
        CACHES[_name]["LOCATION"] = REDIS_URL
    CHANNEL_LAYERS["default"]["CONFIG"]["hosts"][0]["address"] = REDIS_URL

# A database of PostgreSQL that is migrated already: each worker begins with a copy of it (.ci/run).
if _migrated := os.environ.get("MIGRATED_DATABASE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": _migrated}

SECRET_KEY = "only-for-tests"  # noqa: S105
CERTIFICATE_KEY = "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtISE"
PRODUCTION = False
ALLOWED_HOSTS = ["*"]
VAR_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
# Empty but there: WhiteNoise warns where it is missing, and each test client reads whatever it holds.
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_BACKEND = "people.sms.MemorySms"
PUSH_BACKEND = "notifications.push.MemoryPush"
VAPID_PRIVATE_KEY = "A" * 42 + "E"  # of no portal
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
# Wagtail indexes pages for its own search by tasks of Django; nothing here searches that index.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {
    **STORAGES,
    "private": {**STORAGES["private"], "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
