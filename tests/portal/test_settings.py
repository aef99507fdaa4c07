"""What the settings of production hold."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.prod",
    "SECRET_KEY": "only-for-tests-" * 5,
    "DATABASE_URL": "postgres://portal:x@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "portal.example",
    "BASE_URL": "https://portal.example",
    "SMS_GATEWAY_URL": "https://sms.example/send",
    "DATA_FIDUCIARY": "A trust",
    "GRIEVANCE_CONTACT": "grievance@portal.example",
}


@pytest.fixture(scope="module")
def production():
    """The settings of production, as a process reads them that starts with these variables."""
    code = (
        "import json; from django.conf import settings;"
        "print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))"
    )
    names = ["DATABASES", "CACHES", "CHANNEL_LAYERS", "CELERY_BROKER_TRANSPORT_OPTIONS", "CELERY_TASK_PUBLISH_RETRY"]
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": tempfile.mkdtemp(), **PRODUCTION}
    command = [sys.executable, "-c", code % names]
    out = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def test_the_pool_tries_again_soon_after_the_database_was_away(production):
    assert production["DATABASES"]["default"]["OPTIONS"]["pool"]["reconnect_timeout"] <= 5


def test_no_statement_lock_or_idle_transaction_holds_a_thread_for_longer_than_the_proxy_waits(production):
    options = production["DATABASES"]["default"]["OPTIONS"]["options"]
    for limit in ("statement_timeout=15s", "lock_timeout=5s", "idle_in_transaction_session_timeout=60s"):
        assert limit in options


def test_whatever_asks_redis_gives_up_soon(production):
    asks = [
        production["CACHES"]["default"]["OPTIONS"],
        production["CACHES"]["pages"]["OPTIONS"],
        production["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"][0],
        production["CELERY_BROKER_TRANSPORT_OPTIONS"],
    ]
    assert all(ask["socket_connect_timeout"] <= 1 and ask["socket_timeout"] <= 5 for ask in asks)
    assert production["CELERY_TASK_PUBLISH_RETRY"] is False


def test_pages_are_not_kept_where_limits_are_counted(production):
    assert production["CACHES"]["pages"]["KEY_PREFIX"] != production["CACHES"]["default"].get("KEY_PREFIX", "")
