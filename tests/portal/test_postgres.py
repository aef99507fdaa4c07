"""What the pool of PostgreSQL asks before it hands a connection on."""

import socket
from types import SimpleNamespace

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from portal.postgres import LookedAtConnection


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
