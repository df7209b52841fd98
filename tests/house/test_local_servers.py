from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import psycopg
import pytest
import redis

from sara.local import postgres, valkey
from sara.local.bootstrap import Told


def _ask(url: str, statement: str):
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchall()


def _kill(server) -> None:
    """As kill -9 of the whole run does it."""
    os.killpg(server.process.pid, 9)
    server.process.wait()


def test_postgres_starts_from_nothing_keeps_its_data_and_its_port(folder):
    server, url = postgres.start(folder / "postgres", password="right")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('Zoë')")
    server.stop()
    server, again = postgres.start(folder / "postgres", password="right")
    try:
        assert again == url
        assert _ask(again, "SELECT word FROM kept WHERE lower(word) = 'zoë'") == [("Zoë",)]
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            psycopg.connect(url.replace("right", "wrong"))
    finally:
        server.stop()


def test_postgres_starts_again_after_it_was_killed(folder):
    server, _ = postgres.start(folder / "postgres", password="right")
    _kill(server)
    server, url = postgres.start(folder / "postgres", password="right")
    assert _ask(url, "SELECT 1") == [(1,)]
    server.stop()


def test_a_postgres_left_over_from_a_killed_run_is_stopped_first(folder):
    left_over, _ = postgres.start(folder / "postgres", password="right")
    server, url = postgres.start(folder / "postgres", password="right")
    try:
        assert left_over.process.wait(10) == 0
        assert _ask(url, "SELECT 1") == [(1,)]
    finally:
        server.stop()


def test_a_pid_file_that_names_another_program_does_not_block(folder):
    server, url = postgres.start(folder / "postgres", password="right")
    home = Path(_ask(url, "SHOW data_directory")[0][0])
    kept = (home / "postmaster.pid").read_text()
    server.stop()
    with subprocess.Popen(["sleep", "63"]) as stranger:
        (home / "postmaster.pid").write_text(kept.replace(str(server.process.pid), str(stranger.pid), 1))
        server, url = postgres.start(folder / "postgres", password="right")
        try:
            assert stranger.poll() is None, "a stranger was stopped"
            assert _ask(url, "SELECT 1") == [(1,)]
        finally:
            server.stop()
            stranger.kill()


def test_data_of_another_postgres_version_is_told(folder):
    server, url = postgres.start(folder / "postgres", password="right")
    home = Path(_ask(url, "SHOW data_directory")[0][0])
    server.stop()
    (home / "PG_VERSION").write_text("9\n")
    with pytest.raises(Told, match="PostgreSQL 9"):
        postgres.start(folder / "postgres", password="right")


def test_valkey_keeps_its_data_and_its_port_and_asks_for_the_password(folder):
    server, url = valkey.start(folder / "valkey", password="right")
    with redis.Redis.from_url(url) as client:
        client.set("word", "kept")
    server.stop()
    server, again = valkey.start(folder / "valkey", password="right")
    try:
        assert again == url
        with redis.Redis.from_url(url) as client:
            assert client.get("word") == b"kept"
        with redis.Redis.from_url(url.replace("right", "wrong")) as client, pytest.raises(redis.AuthenticationError):
            client.ping()
    finally:
        server.stop()


def test_a_valkey_left_over_from_a_killed_run_is_stopped_first(folder):
    left_over, _ = valkey.start(folder / "valkey", password="right")
    server, url = valkey.start(folder / "valkey", password="right")
    try:
        assert left_over.process.wait(10) == 0
        with redis.Redis.from_url(url) as client:
            assert client.ping()
    finally:
        server.stop()


def test_a_stop_takes_no_more_than_a_moment(folder):
    server, _ = postgres.start(folder / "postgres", password="right")
    started = time.monotonic()
    server.stop()
    assert time.monotonic() - started < 5
