"""Reading the process environment: each helper refuses a value it does not understand instead of guessing."""

import os
import socket
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ALL_NETWORKS = ("0.0.0.0", "::", "")  # noqa: S104  (only compared with)
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable ``name``, or the content of the file that ``name``_FILE points to, or ``default``."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default).strip()


def required(name: str) -> str:
    """As :func:`text`; raises ImproperlyConfigured where the variable is missing or empty."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} must be set (see .env.example)")
    return value


def flag(name: str, *, default: bool) -> bool:
    """A yes/no variable; raises ImproperlyConfigured for anything else."""
    value = text(name, "yes" if default else "no").lower()
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")


def number(name: str, *, default: int) -> int:
    """A whole number; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without its blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def names_of_this_machine(host: str) -> list[str]:
    """By what names and addresses who serves on ``host`` can be asked: those of all its networks for 0.0.0.0."""
    if host not in ALL_NETWORKS:
        return [f"[{host}]" if ":" in host else host]
    name = socket.gethostname()
    found = {name, name.lower(), f"{name.lower()}.local", "localhost", "127.0.0.1"}
    with suppress(OSError):
        found |= {str(entry[4][0]) for entry in socket.getaddrinfo(name, None, socket.AF_INET)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: it only says by which address one would go out
        found.add(probe.getsockname()[0])
    return sorted(found)
