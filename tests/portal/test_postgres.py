"""What is asked of a connection to PostgreSQL before it is used again, and how moments are read from it."""

import socket
from datetime import UTC, datetime
from types import SimpleNamespace

import psycopg
import pytest
from django.db.backends.postgresql.base import DatabaseWrapper as Djangos
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg_pool import ConnectionPool

from portal.postgres import LookedAtConnection
from portal.postgres.base import DatabaseWrapper, QuickMoments


@pytest.fixture
def asked(monkeypatch):
    """What psycopg is asked to execute."""
    statements = []
    monkeypatch.setattr(psycopg.Connection, "execute", lambda self, query, *rest, **options: statements.append(query))
    monkeypatch.setattr(psycopg.Connection, "autocommit", True)
    monkeypatch.setattr(psycopg.Connection, "cursor", lambda self: "a cursor")
    return statements


@pytest.fixture
def server_and_connection():
    """The server's end, and a connection at the other."""
    server, ours = socket.socketpair()
    connection = LookedAtConnection.__new__(LookedAtConnection)
    connection.pgconn = SimpleNamespace(socket=ours.fileno(), status=0)
    with server, ours:
        yield server, connection


def test_a_connection_whose_server_said_nothing_is_handed_on_unasked(asked, server_and_connection):
    _server, connection = server_and_connection
    ConnectionPool.check_connection(connection)
    assert asked == [""]  # the first time nothing is known of it
    ConnectionPool.check_connection(connection)
    assert asked == [""]


def test_a_connection_that_lay_unused_is_asked(asked, server_and_connection, monkeypatch):
    _server, connection = server_and_connection
    now = 1000.0
    monkeypatch.setattr("portal.postgres.time.monotonic", lambda: now)
    ConnectionPool.check_connection(connection)
    now += 31
    ConnectionPool.check_connection(connection)
    assert asked == ["", ""]


def test_a_connection_that_the_server_ended_is_asked(asked, server_and_connection):
    server, connection = server_and_connection
    ConnectionPool.check_connection(connection)
    server.close()
    ConnectionPool.check_connection(connection)
    assert asked == ["", ""]


def test_what_is_to_be_asked_is_asked(asked, server_and_connection):
    _server, connection = server_and_connection
    connection.execute("SELECT 1")
    assert asked == ["SELECT 1"]


@pytest.fixture
def kept(server_and_connection, monkeypatch):
    """(the server's end, what a thread keeps, whether the server was asked)."""
    server, connection = server_and_connection
    asked = []
    monkeypatch.setattr(Djangos, "is_usable", lambda self: asked.append(1) or True)
    thread = DatabaseWrapper({"TIME_ZONE": None, "OPTIONS": {}}, "kept")
    thread.connection = connection
    return server, thread, asked


def test_a_kept_connection_is_asked_at_first_and_then_only_looked_at(kept):
    _server, thread, asked = kept
    assert [thread.is_usable() for _ in range(3)] == [True, True, True]
    assert asked == [1]


def test_a_kept_connection_is_asked_where_the_server_ended_it_and_where_something_went_wrong(kept):
    server, thread, asked = kept
    thread.is_usable()
    thread.errors_occurred = True
    thread.is_usable()
    assert len(asked) == 2
    thread.errors_occurred = False
    server.close()
    thread.is_usable()
    assert len(asked) == 3


def test_a_kept_connection_that_was_closed_is_asked_instead_of_looked_at(kept):
    _server, thread, asked = kept
    thread.is_usable()
    thread.connection = psycopg.Connection.__new__(psycopg.Connection)
    thread.connection.pgconn = psycopg.pq.PGconn.connect(b"host=127.0.0.1 port=1")  # nobody answers there
    thread.is_usable()
    assert len(asked) == 2


class Ours(QuickMoments):
    timezone = UTC


class Theirs(BaseTzLoader):
    timezone = UTC


@pytest.mark.parametrize(
    "said",
    ["2026-11-28 07:36:56.189469+00", "2026-11-28 07:36:56+00", "0001-01-01 00:00:00.5+00"],
)
def test_a_moment_is_read_as_psycopg_reads_it(said):
    oid = psycopg.postgres.types["timestamptz"].oid
    read = Ours(oid).load(said.encode())
    assert read == Theirs(oid).load(said.encode())
    assert read.tzinfo is UTC


def test_a_moment_said_for_another_zone_is_the_same_moment():
    read = Ours(psycopg.postgres.types["timestamptz"].oid).load(b"2026-11-28 13:06:56+05:30")
    assert (read, read.tzinfo) == (datetime(2026, 11, 28, 7, 36, 56, tzinfo=UTC), UTC)


def test_what_is_no_day_of_the_calendar_is_left_to_psycopg():
    with pytest.raises(psycopg.DataError):
        Ours(psycopg.postgres.types["timestamptz"].oid).load(b"infinity")
