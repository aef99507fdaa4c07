"""What must be true of an installation before it serves anybody."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.database)
def sqlite_waits_its_turn(**kwargs: Any) -> list[CheckMessage]:
    """SQLite without immediate transactions, WAL and a long timeout loses writes to ``database is locked``."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return []
    options = database.get("OPTIONS", {})
    pragmas = options.get("init_command", "").lower().replace(" ", "")
    problems = {
        "core.E001": (options.get("transaction_mode") == "IMMEDIATE", "transaction_mode must be IMMEDIATE"),
        "core.E002": (options.get("timeout", 0) >= 20, "timeout must be 20 seconds or more"),
        "core.E003": ("journal_mode=wal" in pragmas, "init_command must set journal_mode=WAL"),
        "core.E004": ("synchronous=full" in pragmas, "init_command must set synchronous=FULL"),
    }
    return [Error(f"SQLite: {text}", id=code) for code, (holds, text) in problems.items() if not holds]
