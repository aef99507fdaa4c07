"""Production: PostgreSQL, Redis, a proxy with TLS in front, an SMS gateway. Missing settings stop the start."""

from django.core.exceptions import ImproperlyConfigured

from portal import environment
from portal.settings.base import *  # noqa: F403
from portal.settings.base import ALLOWED_HOSTS

PRODUCTION = True
SECRET_KEY = environment.required("SECRET_KEY")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")
CERTIFICATE_KEY = environment.required("CERTIFICATE_KEY")
environment.required("DATABASE_URL")
environment.required("REDIS_URL")
environment.required("ALLOWED_HOSTS")
environment.required("BASE_URL")
environment.required("DATA_FIDUCIARY")
environment.required("GRIEVANCE_CONTACT")

SECOND_FACTOR_FOR_STAFF = environment.flag("SECOND_FACTOR_FOR_STAFF", default=True)
SMS_BACKEND = "people.sms.GatewaySms"
if not environment.required("SMS_GATEWAY_URL").startswith("https://"):
    raise ImproperlyConfigured("SMS_GATEWAY_URL must begin with https://: one-time codes pass through it")

EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = 5  # a mail server that says nothing holds the lane of the mails no longer than that
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", f"portal@{ALLOWED_HOSTS[0]}")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
