"""A database that would lose writes stops the start."""

from types import SimpleNamespace

import pytest

from core.checks import sqlite_waits_its_turn

RIGHT = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


@pytest.fixture
def problems(monkeypatch):
    """The ids of what is wrong with SQLite under these options."""

    def _problems(engine="django.db.backends.sqlite3", **options):
        databases = {"default": {"ENGINE": engine, "OPTIONS": options}}
        monkeypatch.setattr("core.checks.settings", SimpleNamespace(DATABASES=databases))
        return [error.id for error in sqlite_waits_its_turn()]

    return _problems


def test_the_right_options_pass(problems):
    assert problems(**RIGHT) == []
    assert problems(**{**RIGHT, "init_command": "pragma journal_mode = wal; pragma SYNCHRONOUS = Full"}) == []


@pytest.mark.parametrize(("wrong", "error"), [
    ({"transaction_mode": "DEFERRED"}, "core.E001"),
    ({"transaction_mode": None}, "core.E001"),
    ({"timeout": 19}, "core.E002"),
    ({"timeout": 0}, "core.E002"),
    ({"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;"}, "core.E003"),
    ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"}, "core.E004"),
])  # fmt: skip
def test_each_wrong_option_is_refused_by_itself(problems, wrong, error):
    assert problems(**{**RIGHT, **wrong}) == [error]


def test_sqlite_without_options_is_refused_for_every_reason(problems):
    assert problems() == ["core.E001", "core.E002", "core.E003", "core.E004"]


def test_another_database_is_not_asked(problems):
    assert problems(engine="django.db.backends.postgresql") == []


def test_the_settings_of_the_portal_pass():
    assert sqlite_waits_its_turn() == []
