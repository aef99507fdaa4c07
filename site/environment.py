"""Reading the process environment: each helper refuses a value it does not understand instead of guessing."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

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
