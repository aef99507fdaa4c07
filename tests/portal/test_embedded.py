"""The embedded run begins at once only where all that preparing depends on is as it was."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from portal import embedded

WORDS = "  Learner  ABC123  640281\n"


@pytest.fixture
def var(tmp_path, monkeypatch) -> Path:
    """An installation that was prepared: a little code, settings that read one variable, a database, static files."""
    root, var = tmp_path / "portal", tmp_path / "var"
    for folder in (root / "site" / "settings", root / "courses" / "content", root / "var", var / "static"):
        folder.mkdir(parents=True)
    (root / "site" / "settings" / "base.py").write_text('NAME = environment.text("DATA_FIDUCIARY", "")')
    (root / "courses" / "content" / "move.yaml").write_text("title: MOVE")
    (var / "static" / "staticfiles.json").write_text("{}")
    monkeypatch.setattr(embedded, "ROOT", root)
    monkeypatch.setattr(embedded, "SETTINGS", root / "site" / "settings")
    monkeypatch.setenv("VAR_DIR", str(var))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    for name in ("DATABASE_URL", "DATA_FIDUCIARY"):
        monkeypatch.delenv(name, raising=False)
    change_database(var, "CREATE TABLE pages (title text)")
    embedded.note_prepared(WORDS, embedded.state())
    return var


def change_database(var: Path, statement: str) -> None:
    with closing(sqlite3.connect(var / "portal.sqlite3")) as connection:
        connection.execute(statement)


def test_where_nothing_has_changed_it_is_known_who_can_sign_in(var, monkeypatch):
    monkeypatch.setenv("PORT", "8080")
    (embedded.ROOT / "var" / "what is kept.txt").write_text("no source")
    change_database(var, "INSERT INTO pages VALUES ('changed by an editor')")
    assert embedded.prepared_words() == WORDS


def touch(path: Path) -> None:
    later = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later, later))


@pytest.mark.parametrize(
    "change",
    [
        lambda root, var: touch(root / "courses" / "content" / "move.yaml"),
        lambda root, var: (root / "courses" / "content" / "ted.yaml").write_text("title: TED"),
        lambda root, var: (root / "courses" / "content" / "move.yaml").unlink(),
        lambda root, var: touch(root / "site" / "settings" / "base.py"),
        lambda root, var: (var / "portal.sqlite3").unlink(),
        lambda root, var: (var / "portal.sqlite3").write_bytes(b""),
        lambda root, var: (var / "static" / "staticfiles.json").unlink(),
        lambda root, var: embedded.note_prepared("", 0),
    ],
    ids=["content", "new file", "file gone", "code", "no database", "another database", "no static files", "preparing"],
)
def test_what_changed_is_prepared_again(var, change):
    change(embedded.ROOT, var)
    assert not embedded.prepared_words()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATA_FIDUCIARY", "Another centre"),
        ("DATA_FIDUCIARY_FILE", "/run/secrets/name"),
        ("DATABASE_URL", "postgres://here/portal"),
        ("DJANGO_SETTINGS_MODULE", "portal.settings.prod"),
    ],
)
def test_other_settings_of_the_environment_are_prepared_for(var, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert not embedded.prepared_words()


def test_a_link_that_leads_nowhere_keeps_nobody_from_starting(var):
    (embedded.ROOT / "courses" / "gone").symlink_to("/nowhere")
    assert not embedded.prepared_words()
    embedded.note_prepared(WORDS, embedded.state())
    assert embedded.prepared_words() == WORDS


def test_other_packages_are_prepared_for(var, monkeypatch, tmp_path):
    monkeypatch.setattr(embedded.sysconfig, "get_path", lambda name: str(tmp_path))
    assert not embedded.prepared_words()


def test_it_knows_nothing_of_the_portal():
    loaded = "any(name in sys.modules for name in ('django', 'celery', 'portal'))"
    code = f"import runpy, sys; runpy.run_path({embedded.__file__!r}); print({loaded})"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
