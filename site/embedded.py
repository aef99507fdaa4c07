"""``python -P site/embedded.py``: the embedded run, begun at once where nothing has changed since it was prepared.

Preparing takes the whole portal into memory to find, as a rule, that nothing is left to do. So what it depends on is
noted in the database itself (SQLite's ``user_version``, which nothing else uses): a number made of the code and the
content, of the installed packages and of the settings that the environment makes. A database that was restored, emptied
or prepared by other code says another number, and ``manage.py portal_run`` prepares it. This loads nothing of the
portal, and no package.
"""

import os
import re
import socket
import sqlite3
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ROOT / "site" / "settings"
SETTINGS_OF_THE_EMBEDDED_RUN = "portal.settings.dev"
NAME_OF_A_VARIABLE = re.compile(r'"([A-Z][A-Z0-9_]+)"')
# Where to serve is nothing that is prepared.
NOT_PREPARED = {"HOST", "PORT"}
NO_SOURCES = {"var", "tests", "bench", "docs", "deploy", "node_modules", "__pycache__"}


def refuse_a_port_in_use(host: str, port: str) -> None:
    """Said at once, not after a minute of preparing: raises OSError or ValueError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.create_server((host, int(port)), family=family).close()


def become_the_keeper(host: str, port: str) -> None:
    """This process ends in one that has only what web server and worker share, and keeps both going."""
    os.execv(sys.executable, [sys.executable, "-m", "portal.run", host, port])  # noqa: S606


def prepared_words() -> str:
    """What is said where nothing need be prepared: who can sign in. Empty where something has changed, or may have."""
    if "DATABASE_URL" in os.environ or os.environ.get("DJANGO_SETTINGS_MODULE") != SETTINGS_OF_THE_EMBEDDED_RUN:
        return ""
    folder = _folder()
    words, database = folder / "sign-ins.txt", folder / "portal.sqlite3"
    if not (words.exists() and database.exists() and (folder / "static" / "staticfiles.json").exists()):
        return ""
    with closing(sqlite3.connect(database)) as connection:
        (noted,) = connection.execute("PRAGMA user_version").fetchone()
    return words.read_text(encoding="utf-8") if noted == state() else ""


def note_prepared(words: str, number: int) -> None:
    """By ``number``, the state of all it depends on when it was begun; 0 says that nothing is prepared."""
    database = _folder() / "portal.sqlite3"
    if "DATABASE_URL" in os.environ or not database.exists():
        return
    (_folder() / "sign-ins.txt").write_text(words, encoding="utf-8")
    with closing(sqlite3.connect(database, timeout=20)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")


def state() -> int:
    """Of all that preparing depends on, as a number that ``user_version`` holds and that is never 0."""
    facts = [sys.version, *map(_fact, sorted(_sources())), _fact(Path(sysconfig.get_path("purelib")))]
    names = {name for path in SETTINGS.glob("*.py") for name in NAME_OF_A_VARIABLE.findall(path.read_text("utf-8"))}
    for name in sorted(names - NOT_PREPARED):
        facts += [f"{name}={os.environ.get(name)}", f"{name}_FILE={os.environ.get(f'{name}_FILE')}"]
    return int.from_bytes(sha256("\n".join(facts).encode()).digest()[:4]) % (2**31 - 1) + 1


def _folder() -> Path:
    return Path(os.environ.get("VAR_DIR", "").strip() or ROOT / "var")


def _sources() -> Iterator[Path]:
    """Every file of the code and the content; what is hidden is neither."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [each for each in folders if not each.startswith(".") and each not in NO_SOURCES]
        yield from (Path(folder, each) for each in files if not each.startswith("."))


def _fact(path: Path) -> str:
    """A link may lead nowhere, and a file that an editor put aside for a moment may be gone by now."""
    try:
        stat = path.stat()
    except OSError:
        return f"{path} is not there"
    return f"{path} {stat.st_size} {stat.st_mtime_ns}"


def main() -> None:
    """Serve until Ctrl-C."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_OF_THE_EMBEDDED_RUN)
    os.chdir(ROOT)
    words = prepared_words()
    if not words:
        os.execv(sys.executable, [sys.executable, str(ROOT / "manage.py"), "portal_run"])  # noqa: S606
    try:
        refuse_a_port_in_use(host, port)
    except (OSError, ValueError) as error:
        sys.exit(f"{host}, port {port}: {error}. Another: PORT=8080 make run")
    say(host, port, words)
    become_the_keeper(host, port)


def say(host: str, port: str, words: str) -> None:
    """Where the portal is, and who can sign in."""
    print(f"\nThe portal is at http://{host}:{port}/  (Ctrl-C ends it)")  # noqa: T201
    print(f"Sign in with (code, then PIN):\n{words}", end="")  # noqa: T201
    print("Or sign up with any Indian mobile number: its code is shown here.\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
