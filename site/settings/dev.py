"""The embedded default: SQLite, no server beside, codes shown in the terminal. Never for a public address."""

from portal import environment
from portal.settings.base import *  # noqa: F403
from portal.settings.base import ALLOWED_HOSTS, MIDDLEWARE, VAR_DIR

DEBUG = environment.flag("DEBUG", default=False)
# Only what this machine is called: a mail that leads back here must not lead where its sender likes.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *environment.names_of_this_machine(environment.text("HOST", "127.0.0.1"))]
PRODUCTION = False
# No nginx stands in front to pack what goes over the line. Static files are packed already.
_static = MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware") + 1
MIDDLEWARE = [*MIDDLEWARE[:_static], "django.middleware.gzip.GZipMiddleware", *MIDDLEWARE[_static:]]


def _secret_key() -> str:
    """A key of this installation's own, made on the first start and kept beside the database."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.write_text(get_random_secret_key(), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


def _key_called(name: str) -> str:
    """A key that signs something here, made on the first start: 32 bytes in base64url, for nobody else to read."""
    import os
    import secrets
    from contextlib import suppress

    path = VAR_DIR / name
    if not path.exists():
        with (
            suppress(FileExistsError),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file,
        ):
            file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="utf-8")


SECRET_KEY = environment.text("SECRET_KEY") or _secret_key()
CERTIFICATE_KEY = environment.text("CERTIFICATE_KEY") or _key_called("certificate-key")
VAPID_PRIVATE_KEY = environment.text("VAPID_PRIVATE_KEY") or _key_called("vapid-key")
SMS_BACKEND = "people.sms.TerminalSms"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
