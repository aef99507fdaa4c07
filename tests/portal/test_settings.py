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
    "CERTIFICATE_KEY": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtISE",
    "DATABASE_URL": "postgres://portal:x@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "ALLOWED_HOSTS": "portal.example",
    "BASE_URL": "https://portal.example",
    "SMS_GATEWAY_URL": "https://sms.example/send",
    "DATA_FIDUCIARY": "A trust",
    "GRIEVANCE_CONTACT": "grievance@portal.example",
}

NAMES = [
    *("DATABASES", "CACHES", "CHANNEL_LAYERS", "CELERY_BROKER_TRANSPORT_OPTIONS", "CELERY_TASK_PUBLISH_RETRY"),
    *("DEBUG", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"),
    *("SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_NAME"),
    *("SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_NAME"),
    *("SECOND_FACTOR_FOR_STAFF", "SMS_BACKEND", "WAGTAIL_GRAVATAR_PROVIDER_URL", "WAGTAIL_ENABLE_UPDATE_CHECK"),
]


@pytest.fixture(scope="module")
def production():
    """The settings of production, as a process reads them that starts with these variables."""
    started = start(PRODUCTION)
    assert started.returncode == 0, started.stderr
    return json.loads(started.stdout)


def start(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A process that reads the settings of production and prints them."""
    code = (
        "import json; from django.conf import settings;"
        "print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))"
    )
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": tempfile.mkdtemp(), **variables}
    return subprocess.run(
        [sys.executable, "-c", code % NAMES], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_pool_tries_again_soon_after_the_database_was_away(production):
    assert production["DATABASES"]["default"]["OPTIONS"]["pool"]["reconnect_timeout"] <= 5


def test_no_statement_lock_or_idle_transaction_holds_a_thread_for_longer_than_the_proxy_waits(production):
    options = production["DATABASES"]["default"]["OPTIONS"]["options"]
    for limit in ("statement_timeout=15s", "lock_timeout=5s", "idle_in_transaction_session_timeout=60s"):
        assert limit in options


def test_whatever_asks_redis_gives_up_soon(production):
    asks = [
        production["CACHES"]["default"]["OPTIONS"],
        production["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"][0],
        production["CELERY_BROKER_TRANSPORT_OPTIONS"],
    ]
    assert all(ask["socket_connect_timeout"] <= 1 and ask["socket_timeout"] <= 5 for ask in asks)
    assert production["CELERY_TASK_PUBLISH_RETRY"] is False


def test_pages_are_not_kept_where_limits_are_counted(production):
    assert production["CACHES"]["pages"]["BACKEND"] != production["CACHES"]["default"]["BACKEND"]


def test_what_menus_count_is_kept_where_every_process_finds_it_and_apart_from_the_limits(production):
    limits, menus = production["CACHES"]["default"], production["CACHES"]["menus"]
    assert (menus["BACKEND"], menus["LOCATION"]) == (limits["BACKEND"], PRODUCTION["REDIS_URL"])
    assert menus["KEY_PREFIX"] != limits.get("KEY_PREFIX", "")


def test_everything_goes_over_tls_and_nothing_that_signs_in_goes_without(production):
    held = {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 60 * 60 * 24 * 365,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SECURE": True,
    }
    assert {name: production[name] for name in held} == held
    # A browser takes a cookie of this name over TLS only, and from no other host of the domain.
    assert production["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert production["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert (production["SESSION_COOKIE_DOMAIN"], production["SESSION_COOKIE_PATH"]) == (None, "/")


def test_staff_need_a_second_factor_and_codes_go_to_the_gateway(production):
    assert production["SECOND_FACTOR_FOR_STAFF"] is True
    assert production["SMS_BACKEND"] == "people.sms.GatewaySms"


def test_nothing_asks_others_about_who_works_here(production):
    assert production["WAGTAIL_GRAVATAR_PROVIDER_URL"] is None
    assert production["WAGTAIL_ENABLE_UPDATE_CHECK"] is False


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"DJANGO_SETTINGS_MODULE"}))
def test_without_a_setting_that_it_needs_nothing_starts(missing):
    started = start({name: value for name, value in PRODUCTION.items() if name != missing})
    assert started.returncode != 0
    assert missing in started.stderr


def test_a_gateway_that_would_read_codes_out_on_the_way_is_refused():
    started = start({**PRODUCTION, "SMS_GATEWAY_URL": "http://sms.example/send"})
    assert "https://" in started.stderr
